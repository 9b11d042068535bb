package dev.lanewise.predict;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.random.Seeds;

/**
 * Draws tokens. All arithmetic is in double with {@code StrictMath}, in a fixed order, so that the
 * same logits give the same token on every machine. Allocates nothing after construction.
 */
final class Sampler {
  private final float[] scores;
  private final double[] weights;

  /** A heap of tokens, the most likely one first. */
  private final int[] heap;

  Sampler(int tokens) {
    scores = new float[tokens];
    weights = new double[tokens];
    heap = new int[tokens];
  }

  /**
   * The next token.
   *
   * @param logits one row
   * @param number counts the draws of a seed
   * @throws DataException if a score is NaN or infinite, or none is finite; one of minus infinity
   *     is a token that is never drawn
   */
  int draw(Matrix logits, Sampling sampling, long seed, long number) {
    int tokens = weights.length;
    int best = 0;
    int at = logits.row(0);
    for (int i = 0; i < tokens; i++) {
      float logit = logits.data()[at + i];
      if (Float.isNaN(logit) || logit == Float.POSITIVE_INFINITY) {
        throw refused("token " + i, logit);
      }
      scores[i] = logit;
      best = logit > scores[best] ? i : best;
    }
    double largest = scores[best];
    if (largest == Double.NEGATIVE_INFINITY) {
      throw refused("each token", largest);
    }
    if (sampling.temperature() == 0) {
      return best;
    }
    double all = 0;
    for (int i = 0; i < tokens; i++) {
      weights[i] = StrictMath.exp((scores[i] - largest) / sampling.temperature());
      all += weights[i];
    }
    double uniform = (Seeds.mix(seed, number) >>> 11) * 0x1p-53;
    if (sampling.topK() == 0 && sampling.topP() == 1) {
      return among(tokens, uniform * all);
    }
    return drawLikely(sampling, all, uniform);
  }

  private static DataException refused(String token, double score) {
    return new DataException(
        "The score of %s is %s. Check whether training diverged.".formatted(token, score));
  }

  /** The token at which the sum of the weights, by number, reaches a limit. */
  private int among(int tokens, double limit) {
    double sum = 0;
    for (int i = 0; i < tokens; i++) {
      sum += weights[i];
      if (sum > limit) {
        return i;
      }
    }
    return tokens - 1;
  }

  private int drawLikely(Sampling sampling, double all, double uniform) {
    int size = heap.length;
    for (int i = 0; i < size; i++) {
      heap[i] = i;
    }
    for (int i = size / 2 - 1; i >= 0; i--) {
      sink(i, size);
    }
    int most = sampling.topK() == 0 ? size : Math.min(sampling.topK(), size);
    double share = sampling.topP() * all;
    double kept = 0;
    int count = 0;
    // What leaves the heap gathers at its end, the most likely token last.
    while (count < most && (count == 0 || kept < share)) {
      int token = heap[0];
      kept += weights[token];
      count++;
      heap[0] = heap[size - count];
      heap[size - count] = token;
      sink(0, size - count);
    }
    double limit = uniform * kept;
    double sum = 0;
    for (int i = size - 1; i > size - count; i--) {
      sum += weights[heap[i]];
      if (sum > limit) {
        return heap[i];
      }
    }
    return heap[size - count];
  }

  private void sink(int from, int size) {
    int parent = from;
    while (2 * parent + 1 < size) {
      int child = 2 * parent + 1;
      if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
        child++;
      }
      if (!isBefore(heap[child], heap[parent])) {
        return;
      }
      int token = heap[parent];
      heap[parent] = heap[child];
      heap[child] = token;
      parent = child;
    }
  }

  private boolean isBefore(int a, int b) {
    return scores[a] > scores[b] || (scores[a] == scores[b] && a < b);
  }
}
