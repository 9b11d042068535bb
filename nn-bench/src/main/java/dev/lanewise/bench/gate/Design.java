package dev.lanewise.bench.gate;

/**
 * How forks of the two versions were run, which decides how they may be compared. Values are one
 * for each fork in the order they ran, and more is worse.
 */
interface Design {

  /** Compares the versions. */
  Slowdown test(double[] base, double[] fresh);

  /**
   * Compares one half of the base's forks with the other half (an A/A test), where nothing can have
   * changed: what it shows is the noise of the machine.
   */
  Slowdown control(double[] base);

  /** The least p-value that a test of that many forks can give. */
  double leastPValue(int base, int fresh);

  /** The least number of forks of each version whose test can be significant at a level. */
  int forksNeeded(double level);
}
