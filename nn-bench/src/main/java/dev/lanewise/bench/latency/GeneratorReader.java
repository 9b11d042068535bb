package dev.lanewise.bench.latency;

import dev.lanewise.predict.Generator;

/** Reads with Lanewise. */
final class GeneratorReader implements TokenReader {
  private final Generator generator;

  GeneratorReader(TokenRequest request) {
    generator = Generator.of(request.model());
  }

  @Override
  public void restart() {
    generator.reset();
  }

  @Override
  public void read(int token, float[] scores) {
    generator.read(token);
    generator.scores(scores);
  }
}
