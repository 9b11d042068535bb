package dev.lanewise.bench.compare;

import dev.lanewise.bench.Networks;
import java.util.SplittableRandom;

/**
 * Sequences of random tokens, the same in every process: the next token is a function of the one
 * before or, as often, any. So there is something to learn, and a loss that says whether libraries
 * do the same work.
 *
 * @param length tokens of a sequence
 * @param inputs sequence after sequence
 * @param targets of each position, the token that comes next
 */
record RandomTokens(int length, float[] inputs, float[] targets) {
  private static final long SEED = 11;
  private static final int FACTOR = 7;
  private static final int SUMMAND = 3;

  /** As many sequences as a workload has samples. */
  static RandomTokens of(Workload workload) {
    int length = workload.units();
    SplittableRandom random = new SplittableRandom(SEED);
    float[] inputs = new float[workload.samples() * length];
    float[] targets = new float[inputs.length];
    int token = 0;
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = token;
      token =
          random.nextBoolean()
              ? (FACTOR * token + SUMMAND) % Networks.TOKENS
              : random.nextInt(Networks.TOKENS);
      targets[i] = token;
    }
    return new RandomTokens(length, inputs, targets);
  }
}
