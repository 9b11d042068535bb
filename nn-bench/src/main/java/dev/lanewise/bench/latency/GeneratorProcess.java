package dev.lanewise.bench.latency;

/** Measures how long Lanewise takes for a token. */
final class GeneratorProcess {

  private GeneratorProcess() {}

  /** Takes the name of a network. */
  public static void main(String[] args) {
    TokenRequest request = new TokenRequest(args[0]);
    LatencyMeasurement.run(request, new GeneratorReader(request).over(request));
  }
}
