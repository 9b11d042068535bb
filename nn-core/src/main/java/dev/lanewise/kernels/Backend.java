package dev.lanewise.kernels;

import java.util.Optional;

/**
 * A provider of kernels, found with {@link java.util.ServiceLoader}. A provider's constructor and
 * {@link #obstacle} must work on every machine, so that a backend that cannot run says so instead
 * of failing.
 */
public interface Backend {

  /** The name by which it is asked for, such as {@code simd}; lower case. */
  String name();

  /**
   * Of the backends that can run, the one of the highest preference is taken; the reference has 0.
   */
  int preference();

  /** Why this backend cannot run here or would be slow, with the remedy; empty if all is well. */
  Optional<String> obstacle();

  /** One line for people: what the kernels use, such as the width of the vectors. */
  String description();

  /** The kernels; only called when there is no obstacle. Stateless, shared by all threads. */
  Kernels kernels();
}
