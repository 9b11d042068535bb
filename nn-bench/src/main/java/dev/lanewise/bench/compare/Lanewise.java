package dev.lanewise.bench.compare;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lanewise as it comes, in a JVM with the options of this one. */
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
    return new Launch(Java.command(LanewiseProcess.class, task.arguments()), Map.of());
  }
}
