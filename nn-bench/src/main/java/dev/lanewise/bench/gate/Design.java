package dev.lanewise.bench.gate;

/** How forks of the two versions were run, which decides how they may be compared. */
interface Design {

  /** Compares the versions. */
  Slowdown test(Pair pair);

  /**
   * Compares one half of the base's forks with the other half (an A/A test), where nothing can have
   * changed: what it shows is the noise of the machine.
   */
  Slowdown control(Pair pair);

  /** The least p-value that a test of that many forks can give. */
  double leastPValue(Pair pair);

  /** The least number of forks of each version whose test can be significant at a level. */
  int forksNeeded(double level);
}
