import dev.lanewise.kernels.Backend;
import dev.lanewise.simd.SimdBackend;

/** Kernels on the Vector API; found by {@code dev.lanewise.core} when it is on the module path. */
module dev.lanewise.simd {
  requires dev.lanewise.core;
  requires jdk.incubator.vector;
  requires static org.jspecify;

  provides Backend with
      SimdBackend;
}
