package dev.lanewise.bench.compare;

/** A process to start once in each round: a library doing a workload in one of its settings. */
record Run(Peer library, Workload workload, Setting setting) {

  @Override
  public String toString() {
    return "%s, %s, %s".formatted(library.name(), workload, setting.describe());
  }
}
