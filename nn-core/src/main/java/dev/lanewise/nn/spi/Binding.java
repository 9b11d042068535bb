package dev.lanewise.nn.spi;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.nn.Layer;

/** What a layer is bound to for inference: kernels, and memory that the plan has allocated. */
public interface Binding {

  /** The arithmetic. */
  Kernels kernels();

  /** The layer's input, {@code batch x inputShape.size()}. */
  Matrix input();

  /** The layer's output, {@code batch x outputShape.size()}. */
  Matrix output();

  /** The layer's parameter of that index in {@link Layer#parameters}. */
  Panels parameter(int index);
}
