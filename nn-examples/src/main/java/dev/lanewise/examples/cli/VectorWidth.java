package dev.lanewise.examples.cli;

import jdk.incubator.vector.VectorShape;

/** The width of this machine's vectors, as the Vector API sees it. */
final class VectorWidth {

  private VectorWidth() {}

  static String describe() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? VectorShape.preferredShape().vectorBitSize() + " bits"
        : "unknown; the module jdk.incubator.vector is not loaded";
  }
}
