package dev.lanewise.bench.compare;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * TensorFlow through its own Java library, which runs a whole step as one graph. Its natives use
 * oneDNN; subnormal numbers are always flushed.
 */
record TensorFlow(Installation installation) implements Peer {

  @Override
  public String name() {
    return "TensorFlow-Java 1.1.0";
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
    return installation.launch(
        List.of("-Dorg.bytedeco.javacpp.cachedir=" + installation.directory().resolve("cache")),
        "TensorFlowProcess",
        task,
        Map.of("TF_CPP_MIN_LOG_LEVEL", "2"));
  }
}
