package dev.lanewise.nn.spi;

import dev.lanewise.Matrix;

/**
 * What an operation is bound to for going through a sequence step by step, as long as it takes:
 * inputs and outputs have one position, and what must be known of the steps before is kept.
 */
public interface StepBinding extends Binding {

  /** The most steps of a sequence, of which operations may keep something each. */
  int context();

  /** The steps before the one that is computed, from 0 to {@code context() - 1}. */
  int position();

  /** Allocates a matrix of as many rows as the batch that is kept; zero at the first step. */
  Matrix memory(int numbers);
}
