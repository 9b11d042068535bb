package dev.lanewise.bench.gate;

/**
 * A benchmark with the verdict on its time.
 *
 * @param pair the observations
 * @param slowdown what the test says
 * @param control what the base's own forks say of the machine
 * @param verdict what follows
 */
record Comparison(Pair pair, Slowdown slowdown, Slowdown control, Verdict verdict) {}
