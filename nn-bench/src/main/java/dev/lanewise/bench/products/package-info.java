/**
 * Compares the matrix products of training with those of BLAS libraries, on one thread. {@link
 * dev.lanewise.bench.products.Products} is the command; a further library is an implementation of
 * {@code Multiplier} and a program that gives it to {@code ProductMeasurement}.
 */
@NullMarked
package dev.lanewise.bench.products;

import org.jspecify.annotations.NullMarked;
