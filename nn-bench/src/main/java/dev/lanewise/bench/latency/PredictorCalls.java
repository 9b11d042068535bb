package dev.lanewise.bench.latency;

import dev.lanewise.Matrix;
import dev.lanewise.nn.Model;
import dev.lanewise.predict.Predictor;

/** Lanewise's predictions, from array to array. */
final class PredictorCalls {

  private PredictorCalls() {}

  /**
   * A call that reads {@code input} and writes {@code output}.
   *
   * @param output the outputs of the samples, one after the other
   */
  static Runnable of(Request request, float[] input, float[] output) {
    Model model = request.model();
    Predictor predictor = Predictor.of(model);
    if (request.samples() == 1) {
      return () -> predictor.predict(input, output);
    }
    Matrix samples = Matrix.of(input, request.samples(), model.network().input().size());
    Matrix outputs = Matrix.of(output, request.samples(), model.network().output().size());
    return () -> predictor.predict(samples, outputs);
  }

  /** An array for the outputs. */
  static float[] output(Request request) {
    return new float[request.samples() * request.model().network().output().size()];
  }
}
