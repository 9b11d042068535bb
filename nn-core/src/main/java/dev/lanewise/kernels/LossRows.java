package dev.lanewise.kernels;

import dev.lanewise.Matrix;

/**
 * What a loss reads and writes, row by row of a batch.
 *
 * @param outputs the network's output, {@code batch x outputs}
 * @param targets {@code batch x outputs}, or {@code batch x 1} with class indices
 * @param gradient receives the gradient of the loss with respect to the outputs, {@code batch x
 *     outputs}
 * @param losses receives one loss a row
 */
public record LossRows(Matrix outputs, Matrix targets, Matrix gradient, float[] losses) {}
