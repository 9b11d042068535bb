/**
 * Compares the latency of predictions with ONNX Runtime's. {@link
 * dev.lanewise.bench.latency.Predict} is the command.
 */
@NullMarked
package dev.lanewise.bench.latency;

import org.jspecify.annotations.NullMarked;
