package dev.lanewise.optimizer;

import dev.lanewise.SettingException;

/**
 * What is done to gradients that are too large. Norms are Euclidean, summed in double in the order
 * of memory of each part and then of the parts, so that threads cannot change them.
 */
public sealed interface Clipping {

  /**
   * Each element is limited to {@code [-limit, limit]}.
   *
   * @param limit above 0
   */
  record ByValue(double limit) implements Clipping {
    /** Checks the limit. */
    public ByValue {
      check("value", limit);
    }
  }

  /**
   * Each parameter's gradient is scaled down to a norm.
   *
   * @param limit the largest norm, above 0
   */
  record ByParameterNorm(double limit) implements Clipping {
    /** Checks the limit. */
    public ByParameterNorm {
      check("parameter norm", limit);
    }
  }

  /**
   * The gradient of all parameters together is scaled down to a norm.
   *
   * @param limit the largest norm, above 0
   */
  record ByGlobalNorm(double limit) implements Clipping {
    /** Checks the limit. */
    public ByGlobalNorm {
      check("global norm", limit);
    }
  }

  /** Limits each element. */
  static Clipping byValue(double limit) {
    return new ByValue(limit);
  }

  /** Limits the norm of each parameter's gradient. */
  static Clipping byParameterNorm(double limit) {
    return new ByParameterNorm(limit);
  }

  /** Limits the norm of the whole gradient. */
  static Clipping byGlobalNorm(double limit) {
    return new ByGlobalNorm(limit);
  }

  private static void check(String name, double limit) {
    if (!(limit > 0 && Double.isFinite(limit))) {
      throw new SettingException(
          "Clipping by %s: the limit must be positive and finite; found %s."
              .formatted(name, limit));
    }
  }
}
