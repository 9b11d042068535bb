package dev.lanewise.bench.compare;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The comparison for programs, with every epoch of every process. */
final class JsonFile {

  private JsonFile() {}

  /** The text of the file. */
  static String of(Comparison comparison, Map<String, String> machine, List<String> failures)
      throws IOException {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("machine", machine);
    file.put("peakGflops", comparison.peaks());
    file.put("rounds", comparison.plan().rounds());
    file.put("epochs", comparison.plan().epochs());
    file.put("screeningEpochs", comparison.plan().screeningEpochs());
    file.put("failures", failures);
    comparison.meanRatio().ifPresent(mean -> file.put("geometricMeanOfRatios", mean));
    file.put("verdicts", comparison.verdicts().stream().map(JsonFile::row).toList());
    file.put("cells", comparison.rows().stream().map(JsonFile::row).toList());
    file.put(
        "processes",
        comparison.results().all().entrySet().stream()
            .map(entry -> processes(entry.getKey(), entry.getValue()))
            .toList());
    return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(file) + "\n";
  }

  private static Map<String, Object> row(Comparison.Row row) {
    Map<String, Object> object = workload(row.cell().workload());
    object.put("threads", row.cell().threads());
    object.put("samplesPerSecond", row.speed());
    memory(object, row.memory());
    object.put("shareOfPeak", row.shareOfPeak());
    object.put("peers", row.rivals().stream().map(JsonFile::rival).toList());
    return object;
  }

  private static void memory(Map<String, Object> object, double megabytes) {
    if (!Double.isNaN(megabytes)) {
      object.put("memory", megabytes);
    }
  }

  private static Map<String, Object> rival(Comparison.Rival rival) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", rival.name());
    object.put("threads", rival.setting().threads());
    object.put("options", rival.setting().options());
    object.put("samplesPerSecond", rival.speed());
    memory(object, rival.memory());
    object.put("ratio", rival.ratio());
    rival
        .interval()
        .ifPresent(interval -> {
          object.put("ratioLow", interval.low());
          object.put("ratioHigh", interval.high());
        });
    return object;
  }

  private static Map<String, Object> processes(Run run, List<List<Epoch>> processes) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("library", run.library().name());
    object.putAll(workload(run.workload()));
    object.put("threads", run.setting().threads());
    object.put("options", run.setting().options());
    object.put(
        "epochs",
        processes.stream().map(epochs -> epochs.stream().map(Epoch::members).toList()).toList());
    return object;
  }

  private static Map<String, Object> workload(Workload workload) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("network", workload.network());
    object.put("optimizer", workload.optimizer());
    object.put("batch", workload.batch());
    object.put("samples", workload.samples());
    if (workload.ofTokens()) {
      object.put("tokensPerSample", workload.units());
    }
    return object;
  }
}
