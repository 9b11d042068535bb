package dev.lanewise.bench.compare;

/** From and to, both included. */
record Interval(double low, double high) {}
