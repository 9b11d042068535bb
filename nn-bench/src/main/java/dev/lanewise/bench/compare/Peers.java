package dev.lanewise.bench.compare;

import java.util.List;

/** The libraries that Lanewise is compared with. */
final class Peers {

  private Peers() {}

  /** All of them, whether they can run here or not. */
  static List<Peer> all() {
    return List.of(PyTorch.installed());
  }
}
