package dev.lanewise.bench.compare;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Deeplearning4j on ND4J's natives for the CPU, whose products are OpenBLAS's. */
record Dl4j(Installation installation) implements Peer {

  @Override
  public String name() {
    return "DL4J 1.0.0-M2.1";
  }

  @Override
  public Optional<String> obstacle() {
    return installation.obstacle();
  }

  @Override
  public List<Setting> settings(Workload workload, int threads) {
    if (!workload.isPlain()) {
      return List.of();
    }
    return IntStream.of(1, threads)
        .distinct()
        .mapToObj(count -> new Setting(count, List.of()))
        .toList();
  }

  /** The natives are unpacked beside the jars, once, instead of in the user's directory. */
  @Override
  public Launch launch(Task task) {
    String threads = Integer.toString(task.setting().threads());
    return installation.launch(
        List.of(
            "-Dorg.bytedeco.javacpp.cachedir=" + installation.directory().resolve("cache"),
            "-Dorg.bytedeco.javacpp.platform.extension=-avx2"),
        "Dl4jProcess",
        task,
        Map.of("OMP_NUM_THREADS", threads, "OPENBLAS_NUM_THREADS", threads));
  }
}
