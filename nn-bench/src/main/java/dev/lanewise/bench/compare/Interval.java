package dev.lanewise.bench.compare;

/** From and to, both included. */
public record Interval(double low, double high) {}
