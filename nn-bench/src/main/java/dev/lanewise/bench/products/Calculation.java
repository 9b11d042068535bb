package dev.lanewise.bench.products;

import dev.lanewise.bench.products.Product.Pass;

/**
 * Something that a layer computes in training from two operands A and B, seen as a matrix C whose
 * elements are sums of products. All lie in memory row by row, without padding.
 */
public sealed interface Calculation permits Product, ConvolutionProduct {

  /** Which product of a layer. */
  Pass pass();

  /** Samples. */
  int batch();

  /** How the table names the layer. */
  String layer();

  /** Floats of A. */
  int sizeA();

  /** Floats of B. */
  int sizeB();

  /** Rows of C. */
  int rows();

  /** Columns of C. */
  int cols();

  /** Products that are added up for an element of C, at most. */
  int inner();

  /** Floating-point operations. */
  double operations();

  /** An element of C, computed plainly. */
  double element(float[] a, float[] b, int row, int col);
}
