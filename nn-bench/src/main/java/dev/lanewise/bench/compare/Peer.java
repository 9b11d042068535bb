package dev.lanewise.bench.compare;

import java.util.List;
import java.util.Optional;

/**
 * A library that can do the work. Lanewise is one too; to the comparison they are all alike.
 *
 * <p>A library runs in a process of its own, which trains and prints one JSON object a line for
 * each epoch, as {@link Epoch} says, like {@code nn train --json}. Time starts when the data is in
 * memory; shuffling and batch assembly are part of it.
 */
interface Peer {

  /** The name, with the version where there are several. */
  String name();

  /** Why this library cannot run here; empty if it can. */
  Optional<String> obstacle();

  /**
   * The settings to try for a workload if at most so many threads may be used; none if the program
   * of this library does not have the network.
   */
  List<Setting> settings(Workload workload, int threads);

  /** The process. */
  Launch launch(Task task);
}
