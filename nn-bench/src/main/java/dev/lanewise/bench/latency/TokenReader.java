package dev.lanewise.bench.latency;

import dev.lanewise.bench.Networks;

/** Reads a text token by token with a library. */
interface TokenReader {
  /** As a share of the largest score. */
  float TOLERANCE = 1e-4f;

  /** Forgets what was read. */
  void restart();

  /** Reads a token and tells the scores of the next one. */
  void read(int token, float[] scores);

  /** Reads the text of a request, a token in each call, over and over. */
  default Runnable over(TokenRequest request) {
    int[] tokens = request.tokens();
    float[] scores = new float[Networks.TOKENS];
    int[] count = {0};
    return () -> {
      if (count[0] == tokens.length) {
        restart();
        count[0] = 0;
      }
      read(tokens[count[0]], scores);
      count[0]++;
    };
  }

  /** Reads the text of a request twice, and compares the scores with Lanewise's. */
  default void check(TokenRequest request) {
    TokenReader ours = new GeneratorReader(request);
    float[] expected = new float[Networks.TOKENS];
    float[] found = new float[Networks.TOKENS];
    for (int pass = 0; pass < 2; pass++) {
      ours.restart();
      restart();
      for (int token : request.tokens()) {
        ours.read(token, expected);
        read(token, found);
        compare(expected, found);
      }
    }
    restart();
  }

  private static void compare(float[] expected, float[] found) {
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(found[i] - expected[i]) <= TOLERANCE * largest)) {
        throw new IllegalStateException(
            "expected a score of %s for token %d; found %s".formatted(expected[i], i, found[i]));
      }
    }
  }
}
