package dev.lanewise.bench.latency;

/** Measures Lanewise's predictions. */
final class PredictorProcess {

  private PredictorProcess() {}

  /** Takes the words of a request. */
  public static void main(String[] args) {
    Request request = Request.of(args);
    LatencyMeasurement.run(
        request, PredictorCalls.of(request, request.input(), PredictorCalls.output(request)));
  }
}
