package dev.lanewise.bench.compare;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lanewise with the options for Java that it recommends for training. */
final class Lanewise implements Peer {

  @Override
  public String name() {
    return "Lanewise";
  }

  @Override
  public Optional<String> obstacle() {
    return Optional.empty();
  }

  @Override
  public List<Setting> settings(Workload workload, int threads) {
    return List.of(new Setting(threads, List.of()));
  }

  @Override
  public Launch launch(Task task) {
    return new Launch(Java.training(LanewiseProcess.class, task.arguments()), Map.of());
  }
}
