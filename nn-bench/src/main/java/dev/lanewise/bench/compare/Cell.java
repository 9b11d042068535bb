package dev.lanewise.bench.compare;

/**
 * A row of the comparison.
 *
 * @param threads those that Lanewise uses; a peer may use fewer if it is faster so
 */
record Cell(Workload workload, int threads) {}
