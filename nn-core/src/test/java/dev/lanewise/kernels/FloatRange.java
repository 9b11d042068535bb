package dev.lanewise.kernels;

/** The elements {@code [from, to)} of an array. */
@SuppressWarnings("ArrayRecordComponent")
record FloatRange(float[] data, int from, int to) {}
