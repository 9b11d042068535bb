package dev.lanewise.bench.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The libraries that Lanewise is compared with. */
final class Peers {
  /** The fast ones; {@code launch.sh} builds the same if no others are asked for. */
  static final List<String> DEFAULT = List.of("pytorch", "tensorflow");

  private Peers() {}

  /** All of them by their names on the command line, whether they can run here or not. */
  static Map<String, Peer> all() {
    Map<String, Peer> peers = new LinkedHashMap<>();
    peers.put("pytorch", new PyTorch(Installation.of("pytorch")));
    peers.put("tensorflow", new TensorFlow(Installation.of("tensorflow")));
    peers.put("dl4j", new Dl4j(Installation.of("dl4j")));
    return peers;
  }
}
