package dev.lanewise.predict;

import dev.lanewise.SettingException;

/**
 * How the next token is drawn from the probabilities that a network gives: its logits are divided
 * by the temperature; then only the most likely tokens are left, so many, and no more than together
 * have a share of the probability (Holtzman et al. 2020, "The curious case of neural text
 * degeneration"); at least one is. Ties are broken by the number of the token.
 *
 * @param temperature 1 for the network's own probabilities, less for more likely tokens, 0 for
 *     always the most likely one; at least 0
 * @param topK how many are left; 0 for all
 * @param topP their share, above 0 and at most 1
 */
public record Sampling(double temperature, int topK, double topP) {

  /** Checks the numbers. */
  public Sampling {
    if (!(temperature >= 0 && Double.isFinite(temperature))) {
      throw new SettingException(
          "Sampling: the temperature must be finite and at least 0; found " + temperature + ".");
    }
    if (topK < 0) {
      throw new SettingException("Sampling: top-k must be at least 0; found " + topK + ".");
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new SettingException(
          "Sampling: top-p must be above 0 and at most 1; found " + topP + ".");
    }
  }

  /** The network's own probabilities. */
  public static Sampling plain() {
    return new Sampling(1, 0, 1);
  }

  /** Always the most likely token. */
  public static Sampling greedy() {
    return new Sampling(0, 0, 1);
  }

  /** The same with another temperature. */
  public Sampling withTemperature(double other) {
    return new Sampling(other, topK, topP);
  }

  /** The same with so many tokens left. */
  public Sampling withTopK(int count) {
    return new Sampling(temperature, count, topP);
  }

  /** The same with another share left. */
  public Sampling withTopP(double share) {
    return new Sampling(temperature, topK, share);
  }
}
