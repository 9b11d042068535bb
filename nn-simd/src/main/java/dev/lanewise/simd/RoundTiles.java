package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.COPY_STRIDE;
import static dev.lanewise.simd.Lanes.COUNT;
import static dev.lanewise.simd.Lanes.FLOATS;
import static dev.lanewise.simd.Lanes.INPUTS;
import static dev.lanewise.simd.Lanes.PANEL;
import static dev.lanewise.simd.Lanes.ROUND;

import java.lang.invoke.VarHandle;
import jdk.incubator.vector.FloatVector;

/**
 * Register tiles of some rows by one panel of two vectors, {@link Lanes#ROUND} steps at a time:
 * what products of dense layers and of windows spend their time in. Written by {@code TileWriter}
 * among the tests: change it there.
 *
 * <p>Where a neighbour shares the core, not the multiply-adds are too many but all other
 * instructions. In a round one index addresses all weights, and one or few all inputs, and C2
 * checks only the lowest and the highest of each: 24 instructions a step of 6 rows, of which 20 are
 * multiply-adds and loads. That asks for distances between rounds that C2 does not know, hence
 * arguments: with constants it would check each of a round's 32 indices before the loop, which
 * costs a tile of 128 steps a tenth.
 *
 * <p>6 rows are 12 sums, for 16 vector registers; 12 rows are for 32. Without the fences, which are
 * no instructions on x86, C2 loads inputs so far ahead that it must keep sums on the stack, which
 * halves the speed. With the indices moved at the end of the loop instead of its head, it does so
 * in spite of them. See {@link AffineTiles} for the form of these methods.
 *
 * <p>Each continues sums by some rounds. Their last arguments:
 *
 * <ul>
 *   <li>{@code wStep}: distance of two rounds in {@code w}, {@link Lanes#ROUND} rows of a panel
 *   <li>{@code rounds}: how many
 *   <li>{@code sums}, {@code from}, {@code step}: what to begin with, the index of the first row's,
 *       and the distance of rows; 0 begins all with one bias
 *   <li>{@code y}, {@code out}, {@code stride}: where results go, the index of the first row's, and
 *       the distance of rows
 * </ul>
 */
final class RoundTiles {

  private RoundTiles() {}

  /**
   * 12 rows of {@code x w}, from copies of rows that are {@link Lanes#COPY_STRIDE} apart.
   *
   * @param a the copies; the first row's begins at index {@code base}
   * @param table for each round, where its steps lie behind {@code base}
   * @param w a panel of weights, from index {@code at}, a row for each step
   */
  static void product12(
      float[] a,
      int base,
      int[] table,
      float[] w,
      int at,
      int wStep,
      int rounds,
      float[] sums,
      int from,
      int step,
      float[] y,
      int out,
      int stride) {
    FloatVector l0 = FloatVector.fromArray(FLOATS, sums, from);
    FloatVector r0 = FloatVector.fromArray(FLOATS, sums, from + COUNT);
    FloatVector l1 = FloatVector.fromArray(FLOATS, sums, from + step);
    FloatVector r1 = FloatVector.fromArray(FLOATS, sums, from + step + COUNT);
    FloatVector l2 = FloatVector.fromArray(FLOATS, sums, from + 2 * step);
    FloatVector r2 = FloatVector.fromArray(FLOATS, sums, from + 2 * step + COUNT);
    FloatVector l3 = FloatVector.fromArray(FLOATS, sums, from + 3 * step);
    FloatVector r3 = FloatVector.fromArray(FLOATS, sums, from + 3 * step + COUNT);
    FloatVector l4 = FloatVector.fromArray(FLOATS, sums, from + 4 * step);
    FloatVector r4 = FloatVector.fromArray(FLOATS, sums, from + 4 * step + COUNT);
    FloatVector l5 = FloatVector.fromArray(FLOATS, sums, from + 5 * step);
    FloatVector r5 = FloatVector.fromArray(FLOATS, sums, from + 5 * step + COUNT);
    FloatVector l6 = FloatVector.fromArray(FLOATS, sums, from + 6 * step);
    FloatVector r6 = FloatVector.fromArray(FLOATS, sums, from + 6 * step + COUNT);
    FloatVector l7 = FloatVector.fromArray(FLOATS, sums, from + 7 * step);
    FloatVector r7 = FloatVector.fromArray(FLOATS, sums, from + 7 * step + COUNT);
    FloatVector l8 = FloatVector.fromArray(FLOATS, sums, from + 8 * step);
    FloatVector r8 = FloatVector.fromArray(FLOATS, sums, from + 8 * step + COUNT);
    FloatVector l9 = FloatVector.fromArray(FLOATS, sums, from + 9 * step);
    FloatVector r9 = FloatVector.fromArray(FLOATS, sums, from + 9 * step + COUNT);
    FloatVector l10 = FloatVector.fromArray(FLOATS, sums, from + 10 * step);
    FloatVector r10 = FloatVector.fromArray(FLOATS, sums, from + 10 * step + COUNT);
    FloatVector l11 = FloatVector.fromArray(FLOATS, sums, from + 11 * step);
    FloatVector r11 = FloatVector.fromArray(FLOATS, sums, from + 11 * step + COUNT);
    int ws = at - wStep;
    for (int round = 0; round < rounds; round++) {
      int xs = base + table[round];
      ws += wStep;
      FloatVector left = FloatVector.fromArray(FLOATS, w, ws);
      FloatVector right = FloatVector.fromArray(FLOATS, w, ws + COUNT);
      FloatVector x = FloatVector.broadcast(FLOATS, a[xs]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      x = FloatVector.broadcast(FLOATS, a[xs + COPY_STRIDE]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * COPY_STRIDE]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * COPY_STRIDE]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      x = FloatVector.broadcast(FLOATS, a[xs + 4 * COPY_STRIDE]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      x = FloatVector.broadcast(FLOATS, a[xs + 5 * COPY_STRIDE]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
      x = FloatVector.broadcast(FLOATS, a[xs + 6 * COPY_STRIDE]);
      l6 = x.fma(left, l6);
      r6 = x.fma(right, r6);
      x = FloatVector.broadcast(FLOATS, a[xs + 7 * COPY_STRIDE]);
      l7 = x.fma(left, l7);
      r7 = x.fma(right, r7);
      x = FloatVector.broadcast(FLOATS, a[xs + 8 * COPY_STRIDE]);
      l8 = x.fma(left, l8);
      r8 = x.fma(right, r8);
      x = FloatVector.broadcast(FLOATS, a[xs + 9 * COPY_STRIDE]);
      l9 = x.fma(left, l9);
      r9 = x.fma(right, r9);
      x = FloatVector.broadcast(FLOATS, a[xs + 10 * COPY_STRIDE]);
      l10 = x.fma(left, l10);
      r10 = x.fma(right, r10);
      x = FloatVector.broadcast(FLOATS, a[xs + 11 * COPY_STRIDE]);
      l11 = x.fma(left, l11);
      r11 = x.fma(right, r11);
      left = FloatVector.fromArray(FLOATS, w, ws + PANEL);
      right = FloatVector.fromArray(FLOATS, w, ws + PANEL + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs + 1]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      x = FloatVector.broadcast(FLOATS, a[xs + COPY_STRIDE + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * COPY_STRIDE + 1]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * COPY_STRIDE + 1]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      x = FloatVector.broadcast(FLOATS, a[xs + 4 * COPY_STRIDE + 1]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      x = FloatVector.broadcast(FLOATS, a[xs + 5 * COPY_STRIDE + 1]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
      x = FloatVector.broadcast(FLOATS, a[xs + 6 * COPY_STRIDE + 1]);
      l6 = x.fma(left, l6);
      r6 = x.fma(right, r6);
      x = FloatVector.broadcast(FLOATS, a[xs + 7 * COPY_STRIDE + 1]);
      l7 = x.fma(left, l7);
      r7 = x.fma(right, r7);
      x = FloatVector.broadcast(FLOATS, a[xs + 8 * COPY_STRIDE + 1]);
      l8 = x.fma(left, l8);
      r8 = x.fma(right, r8);
      x = FloatVector.broadcast(FLOATS, a[xs + 9 * COPY_STRIDE + 1]);
      l9 = x.fma(left, l9);
      r9 = x.fma(right, r9);
      x = FloatVector.broadcast(FLOATS, a[xs + 10 * COPY_STRIDE + 1]);
      l10 = x.fma(left, l10);
      r10 = x.fma(right, r10);
      x = FloatVector.broadcast(FLOATS, a[xs + 11 * COPY_STRIDE + 1]);
      l11 = x.fma(left, l11);
      r11 = x.fma(right, r11);
      left = FloatVector.fromArray(FLOATS, w, ws + 2 * PANEL);
      right = FloatVector.fromArray(FLOATS, w, ws + 2 * PANEL + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs + 2]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      x = FloatVector.broadcast(FLOATS, a[xs + COPY_STRIDE + 2]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * COPY_STRIDE + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * COPY_STRIDE + 2]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      x = FloatVector.broadcast(FLOATS, a[xs + 4 * COPY_STRIDE + 2]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      x = FloatVector.broadcast(FLOATS, a[xs + 5 * COPY_STRIDE + 2]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
      x = FloatVector.broadcast(FLOATS, a[xs + 6 * COPY_STRIDE + 2]);
      l6 = x.fma(left, l6);
      r6 = x.fma(right, r6);
      x = FloatVector.broadcast(FLOATS, a[xs + 7 * COPY_STRIDE + 2]);
      l7 = x.fma(left, l7);
      r7 = x.fma(right, r7);
      x = FloatVector.broadcast(FLOATS, a[xs + 8 * COPY_STRIDE + 2]);
      l8 = x.fma(left, l8);
      r8 = x.fma(right, r8);
      x = FloatVector.broadcast(FLOATS, a[xs + 9 * COPY_STRIDE + 2]);
      l9 = x.fma(left, l9);
      r9 = x.fma(right, r9);
      x = FloatVector.broadcast(FLOATS, a[xs + 10 * COPY_STRIDE + 2]);
      l10 = x.fma(left, l10);
      r10 = x.fma(right, r10);
      x = FloatVector.broadcast(FLOATS, a[xs + 11 * COPY_STRIDE + 2]);
      l11 = x.fma(left, l11);
      r11 = x.fma(right, r11);
      left = FloatVector.fromArray(FLOATS, w, ws + 3 * PANEL);
      right = FloatVector.fromArray(FLOATS, w, ws + 3 * PANEL + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs + 3]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      x = FloatVector.broadcast(FLOATS, a[xs + COPY_STRIDE + 3]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * COPY_STRIDE + 3]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * COPY_STRIDE + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      x = FloatVector.broadcast(FLOATS, a[xs + 4 * COPY_STRIDE + 3]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      x = FloatVector.broadcast(FLOATS, a[xs + 5 * COPY_STRIDE + 3]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
      x = FloatVector.broadcast(FLOATS, a[xs + 6 * COPY_STRIDE + 3]);
      l6 = x.fma(left, l6);
      r6 = x.fma(right, r6);
      x = FloatVector.broadcast(FLOATS, a[xs + 7 * COPY_STRIDE + 3]);
      l7 = x.fma(left, l7);
      r7 = x.fma(right, r7);
      x = FloatVector.broadcast(FLOATS, a[xs + 8 * COPY_STRIDE + 3]);
      l8 = x.fma(left, l8);
      r8 = x.fma(right, r8);
      x = FloatVector.broadcast(FLOATS, a[xs + 9 * COPY_STRIDE + 3]);
      l9 = x.fma(left, l9);
      r9 = x.fma(right, r9);
      x = FloatVector.broadcast(FLOATS, a[xs + 10 * COPY_STRIDE + 3]);
      l10 = x.fma(left, l10);
      r10 = x.fma(right, r10);
      x = FloatVector.broadcast(FLOATS, a[xs + 11 * COPY_STRIDE + 3]);
      l11 = x.fma(left, l11);
      r11 = x.fma(right, r11);
    }
    l0.intoArray(y, out);
    r0.intoArray(y, out + COUNT);
    l1.intoArray(y, out + stride);
    r1.intoArray(y, out + stride + COUNT);
    l2.intoArray(y, out + 2 * stride);
    r2.intoArray(y, out + 2 * stride + COUNT);
    l3.intoArray(y, out + 3 * stride);
    r3.intoArray(y, out + 3 * stride + COUNT);
    l4.intoArray(y, out + 4 * stride);
    r4.intoArray(y, out + 4 * stride + COUNT);
    l5.intoArray(y, out + 5 * stride);
    r5.intoArray(y, out + 5 * stride + COUNT);
    l6.intoArray(y, out + 6 * stride);
    r6.intoArray(y, out + 6 * stride + COUNT);
    l7.intoArray(y, out + 7 * stride);
    r7.intoArray(y, out + 7 * stride + COUNT);
    l8.intoArray(y, out + 8 * stride);
    r8.intoArray(y, out + 8 * stride + COUNT);
    l9.intoArray(y, out + 9 * stride);
    r9.intoArray(y, out + 9 * stride + COUNT);
    l10.intoArray(y, out + 10 * stride);
    r10.intoArray(y, out + 10 * stride + COUNT);
    l11.intoArray(y, out + 11 * stride);
    r11.intoArray(y, out + 11 * stride + COUNT);
  }

  /**
   * 6 rows of {@code x w}, from copies of rows that are {@link Lanes#COPY_STRIDE} apart.
   *
   * @param a the copies; the first row's begins at index {@code base}
   * @param table for each round, where its steps lie behind {@code base}
   * @param w a panel of weights, from index {@code at}, a row for each step
   */
  static void product6(
      float[] a,
      int base,
      int[] table,
      float[] w,
      int at,
      int wStep,
      int rounds,
      float[] sums,
      int from,
      int step,
      float[] y,
      int out,
      int stride) {
    FloatVector l0 = FloatVector.fromArray(FLOATS, sums, from);
    FloatVector r0 = FloatVector.fromArray(FLOATS, sums, from + COUNT);
    FloatVector l1 = FloatVector.fromArray(FLOATS, sums, from + step);
    FloatVector r1 = FloatVector.fromArray(FLOATS, sums, from + step + COUNT);
    FloatVector l2 = FloatVector.fromArray(FLOATS, sums, from + 2 * step);
    FloatVector r2 = FloatVector.fromArray(FLOATS, sums, from + 2 * step + COUNT);
    FloatVector l3 = FloatVector.fromArray(FLOATS, sums, from + 3 * step);
    FloatVector r3 = FloatVector.fromArray(FLOATS, sums, from + 3 * step + COUNT);
    FloatVector l4 = FloatVector.fromArray(FLOATS, sums, from + 4 * step);
    FloatVector r4 = FloatVector.fromArray(FLOATS, sums, from + 4 * step + COUNT);
    FloatVector l5 = FloatVector.fromArray(FLOATS, sums, from + 5 * step);
    FloatVector r5 = FloatVector.fromArray(FLOATS, sums, from + 5 * step + COUNT);
    int ws = at - wStep;
    for (int round = 0; round < rounds; round++) {
      int xs = base + table[round];
      ws += wStep;
      FloatVector left = FloatVector.fromArray(FLOATS, w, ws);
      FloatVector right = FloatVector.fromArray(FLOATS, w, ws + COUNT);
      FloatVector x = FloatVector.broadcast(FLOATS, a[xs]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + COPY_STRIDE]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * COPY_STRIDE]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * COPY_STRIDE]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 4 * COPY_STRIDE]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 5 * COPY_STRIDE]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws + PANEL);
      right = FloatVector.fromArray(FLOATS, w, ws + PANEL + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs + 1]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + COPY_STRIDE + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * COPY_STRIDE + 1]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * COPY_STRIDE + 1]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 4 * COPY_STRIDE + 1]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 5 * COPY_STRIDE + 1]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws + 2 * PANEL);
      right = FloatVector.fromArray(FLOATS, w, ws + 2 * PANEL + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs + 2]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + COPY_STRIDE + 2]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * COPY_STRIDE + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * COPY_STRIDE + 2]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 4 * COPY_STRIDE + 2]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 5 * COPY_STRIDE + 2]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws + 3 * PANEL);
      right = FloatVector.fromArray(FLOATS, w, ws + 3 * PANEL + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs + 3]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + COPY_STRIDE + 3]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * COPY_STRIDE + 3]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * COPY_STRIDE + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 4 * COPY_STRIDE + 3]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 5 * COPY_STRIDE + 3]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
    }
    l0.intoArray(y, out);
    r0.intoArray(y, out + COUNT);
    l1.intoArray(y, out + stride);
    r1.intoArray(y, out + stride + COUNT);
    l2.intoArray(y, out + 2 * stride);
    r2.intoArray(y, out + 2 * stride + COUNT);
    l3.intoArray(y, out + 3 * stride);
    r3.intoArray(y, out + 3 * stride + COUNT);
    l4.intoArray(y, out + 4 * stride);
    r4.intoArray(y, out + 4 * stride + COUNT);
    l5.intoArray(y, out + 5 * stride);
    r5.intoArray(y, out + 5 * stride + COUNT);
  }

  /**
   * 4 rows of {@code x w}, from copies of rows that are {@link Lanes#COPY_STRIDE} apart.
   *
   * @param a the copies; the first row's begins at index {@code base}
   * @param table for each round, where its steps lie behind {@code base}
   * @param w a panel of weights, from index {@code at}, a row for each step
   */
  static void product4(
      float[] a,
      int base,
      int[] table,
      float[] w,
      int at,
      int wStep,
      int rounds,
      float[] sums,
      int from,
      int step,
      float[] y,
      int out,
      int stride) {
    FloatVector l0 = FloatVector.fromArray(FLOATS, sums, from);
    FloatVector r0 = FloatVector.fromArray(FLOATS, sums, from + COUNT);
    FloatVector l1 = FloatVector.fromArray(FLOATS, sums, from + step);
    FloatVector r1 = FloatVector.fromArray(FLOATS, sums, from + step + COUNT);
    FloatVector l2 = FloatVector.fromArray(FLOATS, sums, from + 2 * step);
    FloatVector r2 = FloatVector.fromArray(FLOATS, sums, from + 2 * step + COUNT);
    FloatVector l3 = FloatVector.fromArray(FLOATS, sums, from + 3 * step);
    FloatVector r3 = FloatVector.fromArray(FLOATS, sums, from + 3 * step + COUNT);
    int ws = at - wStep;
    for (int round = 0; round < rounds; round++) {
      int xs = base + table[round];
      ws += wStep;
      FloatVector left = FloatVector.fromArray(FLOATS, w, ws);
      FloatVector right = FloatVector.fromArray(FLOATS, w, ws + COUNT);
      FloatVector x = FloatVector.broadcast(FLOATS, a[xs]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + COPY_STRIDE]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * COPY_STRIDE]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * COPY_STRIDE]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws + PANEL);
      right = FloatVector.fromArray(FLOATS, w, ws + PANEL + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs + 1]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + COPY_STRIDE + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * COPY_STRIDE + 1]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * COPY_STRIDE + 1]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws + 2 * PANEL);
      right = FloatVector.fromArray(FLOATS, w, ws + 2 * PANEL + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs + 2]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + COPY_STRIDE + 2]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * COPY_STRIDE + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * COPY_STRIDE + 2]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws + 3 * PANEL);
      right = FloatVector.fromArray(FLOATS, w, ws + 3 * PANEL + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs + 3]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + COPY_STRIDE + 3]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * COPY_STRIDE + 3]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * COPY_STRIDE + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
    }
    l0.intoArray(y, out);
    r0.intoArray(y, out + COUNT);
    l1.intoArray(y, out + stride);
    r1.intoArray(y, out + stride + COUNT);
    l2.intoArray(y, out + 2 * stride);
    r2.intoArray(y, out + 2 * stride + COUNT);
    l3.intoArray(y, out + 3 * stride);
    r3.intoArray(y, out + 3 * stride + COUNT);
  }

  /**
   * 12 neighbouring rows of {@code x^T dy}, from an image whose pixels lie anywhere.
   *
   * @param a the image; the first row's operand in the first pixel is at index {@code base}
   * @param table for each step, where its pixel lies behind {@code base}
   * @param w a panel's columns of {@code dy}, from index {@code at}, a row for each step
   */
  static void windowGradient12(
      float[] a,
      int base,
      int[] table,
      float[] w,
      int at,
      int wStep,
      int rounds,
      float[] sums,
      int from,
      int step,
      float[] y,
      int out,
      int stride) {
    FloatVector l0 = FloatVector.fromArray(FLOATS, sums, from);
    FloatVector r0 = FloatVector.fromArray(FLOATS, sums, from + COUNT);
    FloatVector l1 = FloatVector.fromArray(FLOATS, sums, from + step);
    FloatVector r1 = FloatVector.fromArray(FLOATS, sums, from + step + COUNT);
    FloatVector l2 = FloatVector.fromArray(FLOATS, sums, from + 2 * step);
    FloatVector r2 = FloatVector.fromArray(FLOATS, sums, from + 2 * step + COUNT);
    FloatVector l3 = FloatVector.fromArray(FLOATS, sums, from + 3 * step);
    FloatVector r3 = FloatVector.fromArray(FLOATS, sums, from + 3 * step + COUNT);
    FloatVector l4 = FloatVector.fromArray(FLOATS, sums, from + 4 * step);
    FloatVector r4 = FloatVector.fromArray(FLOATS, sums, from + 4 * step + COUNT);
    FloatVector l5 = FloatVector.fromArray(FLOATS, sums, from + 5 * step);
    FloatVector r5 = FloatVector.fromArray(FLOATS, sums, from + 5 * step + COUNT);
    FloatVector l6 = FloatVector.fromArray(FLOATS, sums, from + 6 * step);
    FloatVector r6 = FloatVector.fromArray(FLOATS, sums, from + 6 * step + COUNT);
    FloatVector l7 = FloatVector.fromArray(FLOATS, sums, from + 7 * step);
    FloatVector r7 = FloatVector.fromArray(FLOATS, sums, from + 7 * step + COUNT);
    FloatVector l8 = FloatVector.fromArray(FLOATS, sums, from + 8 * step);
    FloatVector r8 = FloatVector.fromArray(FLOATS, sums, from + 8 * step + COUNT);
    FloatVector l9 = FloatVector.fromArray(FLOATS, sums, from + 9 * step);
    FloatVector r9 = FloatVector.fromArray(FLOATS, sums, from + 9 * step + COUNT);
    FloatVector l10 = FloatVector.fromArray(FLOATS, sums, from + 10 * step);
    FloatVector r10 = FloatVector.fromArray(FLOATS, sums, from + 10 * step + COUNT);
    FloatVector l11 = FloatVector.fromArray(FLOATS, sums, from + 11 * step);
    FloatVector r11 = FloatVector.fromArray(FLOATS, sums, from + 11 * step + COUNT);
    int ws = at - wStep;
    int ts = -ROUND;
    for (int round = 0; round < rounds; round++) {
      ts += ROUND;
      int xs0 = base + table[ts];
      int xs1 = base + table[ts + 1];
      int xs2 = base + table[ts + 2];
      int xs3 = base + table[ts + 3];
      ws += wStep;
      FloatVector left = FloatVector.fromArray(FLOATS, w, ws);
      FloatVector right = FloatVector.fromArray(FLOATS, w, ws + COUNT);
      FloatVector x = FloatVector.broadcast(FLOATS, a[xs0]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      x = FloatVector.broadcast(FLOATS, a[xs0 + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      x = FloatVector.broadcast(FLOATS, a[xs0 + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      x = FloatVector.broadcast(FLOATS, a[xs0 + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      x = FloatVector.broadcast(FLOATS, a[xs0 + 4]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      x = FloatVector.broadcast(FLOATS, a[xs0 + 5]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
      x = FloatVector.broadcast(FLOATS, a[xs0 + 6]);
      l6 = x.fma(left, l6);
      r6 = x.fma(right, r6);
      x = FloatVector.broadcast(FLOATS, a[xs0 + 7]);
      l7 = x.fma(left, l7);
      r7 = x.fma(right, r7);
      x = FloatVector.broadcast(FLOATS, a[xs0 + 8]);
      l8 = x.fma(left, l8);
      r8 = x.fma(right, r8);
      x = FloatVector.broadcast(FLOATS, a[xs0 + 9]);
      l9 = x.fma(left, l9);
      r9 = x.fma(right, r9);
      x = FloatVector.broadcast(FLOATS, a[xs0 + 10]);
      l10 = x.fma(left, l10);
      r10 = x.fma(right, r10);
      x = FloatVector.broadcast(FLOATS, a[xs0 + 11]);
      l11 = x.fma(left, l11);
      r11 = x.fma(right, r11);
      left = FloatVector.fromArray(FLOATS, w, ws + PANEL);
      right = FloatVector.fromArray(FLOATS, w, ws + PANEL + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs1]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      x = FloatVector.broadcast(FLOATS, a[xs1 + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      x = FloatVector.broadcast(FLOATS, a[xs1 + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      x = FloatVector.broadcast(FLOATS, a[xs1 + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      x = FloatVector.broadcast(FLOATS, a[xs1 + 4]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      x = FloatVector.broadcast(FLOATS, a[xs1 + 5]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
      x = FloatVector.broadcast(FLOATS, a[xs1 + 6]);
      l6 = x.fma(left, l6);
      r6 = x.fma(right, r6);
      x = FloatVector.broadcast(FLOATS, a[xs1 + 7]);
      l7 = x.fma(left, l7);
      r7 = x.fma(right, r7);
      x = FloatVector.broadcast(FLOATS, a[xs1 + 8]);
      l8 = x.fma(left, l8);
      r8 = x.fma(right, r8);
      x = FloatVector.broadcast(FLOATS, a[xs1 + 9]);
      l9 = x.fma(left, l9);
      r9 = x.fma(right, r9);
      x = FloatVector.broadcast(FLOATS, a[xs1 + 10]);
      l10 = x.fma(left, l10);
      r10 = x.fma(right, r10);
      x = FloatVector.broadcast(FLOATS, a[xs1 + 11]);
      l11 = x.fma(left, l11);
      r11 = x.fma(right, r11);
      left = FloatVector.fromArray(FLOATS, w, ws + 2 * PANEL);
      right = FloatVector.fromArray(FLOATS, w, ws + 2 * PANEL + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs2]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      x = FloatVector.broadcast(FLOATS, a[xs2 + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      x = FloatVector.broadcast(FLOATS, a[xs2 + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      x = FloatVector.broadcast(FLOATS, a[xs2 + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      x = FloatVector.broadcast(FLOATS, a[xs2 + 4]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      x = FloatVector.broadcast(FLOATS, a[xs2 + 5]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
      x = FloatVector.broadcast(FLOATS, a[xs2 + 6]);
      l6 = x.fma(left, l6);
      r6 = x.fma(right, r6);
      x = FloatVector.broadcast(FLOATS, a[xs2 + 7]);
      l7 = x.fma(left, l7);
      r7 = x.fma(right, r7);
      x = FloatVector.broadcast(FLOATS, a[xs2 + 8]);
      l8 = x.fma(left, l8);
      r8 = x.fma(right, r8);
      x = FloatVector.broadcast(FLOATS, a[xs2 + 9]);
      l9 = x.fma(left, l9);
      r9 = x.fma(right, r9);
      x = FloatVector.broadcast(FLOATS, a[xs2 + 10]);
      l10 = x.fma(left, l10);
      r10 = x.fma(right, r10);
      x = FloatVector.broadcast(FLOATS, a[xs2 + 11]);
      l11 = x.fma(left, l11);
      r11 = x.fma(right, r11);
      left = FloatVector.fromArray(FLOATS, w, ws + 3 * PANEL);
      right = FloatVector.fromArray(FLOATS, w, ws + 3 * PANEL + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs3]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      x = FloatVector.broadcast(FLOATS, a[xs3 + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      x = FloatVector.broadcast(FLOATS, a[xs3 + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      x = FloatVector.broadcast(FLOATS, a[xs3 + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      x = FloatVector.broadcast(FLOATS, a[xs3 + 4]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      x = FloatVector.broadcast(FLOATS, a[xs3 + 5]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
      x = FloatVector.broadcast(FLOATS, a[xs3 + 6]);
      l6 = x.fma(left, l6);
      r6 = x.fma(right, r6);
      x = FloatVector.broadcast(FLOATS, a[xs3 + 7]);
      l7 = x.fma(left, l7);
      r7 = x.fma(right, r7);
      x = FloatVector.broadcast(FLOATS, a[xs3 + 8]);
      l8 = x.fma(left, l8);
      r8 = x.fma(right, r8);
      x = FloatVector.broadcast(FLOATS, a[xs3 + 9]);
      l9 = x.fma(left, l9);
      r9 = x.fma(right, r9);
      x = FloatVector.broadcast(FLOATS, a[xs3 + 10]);
      l10 = x.fma(left, l10);
      r10 = x.fma(right, r10);
      x = FloatVector.broadcast(FLOATS, a[xs3 + 11]);
      l11 = x.fma(left, l11);
      r11 = x.fma(right, r11);
    }
    l0.intoArray(y, out);
    r0.intoArray(y, out + COUNT);
    l1.intoArray(y, out + stride);
    r1.intoArray(y, out + stride + COUNT);
    l2.intoArray(y, out + 2 * stride);
    r2.intoArray(y, out + 2 * stride + COUNT);
    l3.intoArray(y, out + 3 * stride);
    r3.intoArray(y, out + 3 * stride + COUNT);
    l4.intoArray(y, out + 4 * stride);
    r4.intoArray(y, out + 4 * stride + COUNT);
    l5.intoArray(y, out + 5 * stride);
    r5.intoArray(y, out + 5 * stride + COUNT);
    l6.intoArray(y, out + 6 * stride);
    r6.intoArray(y, out + 6 * stride + COUNT);
    l7.intoArray(y, out + 7 * stride);
    r7.intoArray(y, out + 7 * stride + COUNT);
    l8.intoArray(y, out + 8 * stride);
    r8.intoArray(y, out + 8 * stride + COUNT);
    l9.intoArray(y, out + 9 * stride);
    r9.intoArray(y, out + 9 * stride + COUNT);
    l10.intoArray(y, out + 10 * stride);
    r10.intoArray(y, out + 10 * stride + COUNT);
    l11.intoArray(y, out + 11 * stride);
    r11.intoArray(y, out + 11 * stride + COUNT);
  }

  /**
   * 6 neighbouring rows of {@code x^T dy}, from an image whose pixels lie anywhere.
   *
   * @param a the image; the first row's operand in the first pixel is at index {@code base}
   * @param table for each step, where its pixel lies behind {@code base}
   * @param w a panel's columns of {@code dy}, from index {@code at}, a row for each step
   */
  static void windowGradient6(
      float[] a,
      int base,
      int[] table,
      float[] w,
      int at,
      int wStep,
      int rounds,
      float[] sums,
      int from,
      int step,
      float[] y,
      int out,
      int stride) {
    FloatVector l0 = FloatVector.fromArray(FLOATS, sums, from);
    FloatVector r0 = FloatVector.fromArray(FLOATS, sums, from + COUNT);
    FloatVector l1 = FloatVector.fromArray(FLOATS, sums, from + step);
    FloatVector r1 = FloatVector.fromArray(FLOATS, sums, from + step + COUNT);
    FloatVector l2 = FloatVector.fromArray(FLOATS, sums, from + 2 * step);
    FloatVector r2 = FloatVector.fromArray(FLOATS, sums, from + 2 * step + COUNT);
    FloatVector l3 = FloatVector.fromArray(FLOATS, sums, from + 3 * step);
    FloatVector r3 = FloatVector.fromArray(FLOATS, sums, from + 3 * step + COUNT);
    FloatVector l4 = FloatVector.fromArray(FLOATS, sums, from + 4 * step);
    FloatVector r4 = FloatVector.fromArray(FLOATS, sums, from + 4 * step + COUNT);
    FloatVector l5 = FloatVector.fromArray(FLOATS, sums, from + 5 * step);
    FloatVector r5 = FloatVector.fromArray(FLOATS, sums, from + 5 * step + COUNT);
    int ws = at - wStep;
    int ts = -ROUND;
    for (int round = 0; round < rounds; round++) {
      ts += ROUND;
      int xs0 = base + table[ts];
      int xs1 = base + table[ts + 1];
      int xs2 = base + table[ts + 2];
      int xs3 = base + table[ts + 3];
      ws += wStep;
      FloatVector left = FloatVector.fromArray(FLOATS, w, ws);
      FloatVector right = FloatVector.fromArray(FLOATS, w, ws + COUNT);
      FloatVector x = FloatVector.broadcast(FLOATS, a[xs0]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs0 + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs0 + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs0 + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs0 + 4]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs0 + 5]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws + PANEL);
      right = FloatVector.fromArray(FLOATS, w, ws + PANEL + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs1]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs1 + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs1 + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs1 + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs1 + 4]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs1 + 5]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws + 2 * PANEL);
      right = FloatVector.fromArray(FLOATS, w, ws + 2 * PANEL + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs2]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs2 + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs2 + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs2 + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs2 + 4]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs2 + 5]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws + 3 * PANEL);
      right = FloatVector.fromArray(FLOATS, w, ws + 3 * PANEL + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs3]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs3 + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs3 + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs3 + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs3 + 4]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs3 + 5]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
    }
    l0.intoArray(y, out);
    r0.intoArray(y, out + COUNT);
    l1.intoArray(y, out + stride);
    r1.intoArray(y, out + stride + COUNT);
    l2.intoArray(y, out + 2 * stride);
    r2.intoArray(y, out + 2 * stride + COUNT);
    l3.intoArray(y, out + 3 * stride);
    r3.intoArray(y, out + 3 * stride + COUNT);
    l4.intoArray(y, out + 4 * stride);
    r4.intoArray(y, out + 4 * stride + COUNT);
    l5.intoArray(y, out + 5 * stride);
    r5.intoArray(y, out + 5 * stride + COUNT);
  }

  /**
   * 4 neighbouring rows of {@code x^T dy}, from an image whose pixels lie anywhere.
   *
   * @param a the image; the first row's operand in the first pixel is at index {@code base}
   * @param table for each step, where its pixel lies behind {@code base}
   * @param w a panel's columns of {@code dy}, from index {@code at}, a row for each step
   */
  static void windowGradient4(
      float[] a,
      int base,
      int[] table,
      float[] w,
      int at,
      int wStep,
      int rounds,
      float[] sums,
      int from,
      int step,
      float[] y,
      int out,
      int stride) {
    FloatVector l0 = FloatVector.fromArray(FLOATS, sums, from);
    FloatVector r0 = FloatVector.fromArray(FLOATS, sums, from + COUNT);
    FloatVector l1 = FloatVector.fromArray(FLOATS, sums, from + step);
    FloatVector r1 = FloatVector.fromArray(FLOATS, sums, from + step + COUNT);
    FloatVector l2 = FloatVector.fromArray(FLOATS, sums, from + 2 * step);
    FloatVector r2 = FloatVector.fromArray(FLOATS, sums, from + 2 * step + COUNT);
    FloatVector l3 = FloatVector.fromArray(FLOATS, sums, from + 3 * step);
    FloatVector r3 = FloatVector.fromArray(FLOATS, sums, from + 3 * step + COUNT);
    int ws = at - wStep;
    int ts = -ROUND;
    for (int round = 0; round < rounds; round++) {
      ts += ROUND;
      int xs0 = base + table[ts];
      int xs1 = base + table[ts + 1];
      int xs2 = base + table[ts + 2];
      int xs3 = base + table[ts + 3];
      ws += wStep;
      FloatVector left = FloatVector.fromArray(FLOATS, w, ws);
      FloatVector right = FloatVector.fromArray(FLOATS, w, ws + COUNT);
      FloatVector x = FloatVector.broadcast(FLOATS, a[xs0]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs0 + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs0 + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs0 + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws + PANEL);
      right = FloatVector.fromArray(FLOATS, w, ws + PANEL + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs1]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs1 + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs1 + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs1 + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws + 2 * PANEL);
      right = FloatVector.fromArray(FLOATS, w, ws + 2 * PANEL + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs2]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs2 + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs2 + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs2 + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws + 3 * PANEL);
      right = FloatVector.fromArray(FLOATS, w, ws + 3 * PANEL + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs3]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs3 + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs3 + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs3 + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
    }
    l0.intoArray(y, out);
    r0.intoArray(y, out + COUNT);
    l1.intoArray(y, out + stride);
    r1.intoArray(y, out + stride + COUNT);
    l2.intoArray(y, out + 2 * stride);
    r2.intoArray(y, out + 2 * stride + COUNT);
    l3.intoArray(y, out + 3 * stride);
    r3.intoArray(y, out + 3 * stride + COUNT);
  }

  /**
   * 6 neighbouring rows of {@code x^T dy}, from a block of {@link Lanes#INPUTS} inputs.
   *
   * @param a the block, from index {@code first}
   * @param aStep distance of two rounds in {@code a}: that many rows of a block
   * @param w a panel's columns of {@code dy}, from index {@code at}, a row for each step
   */
  static void blockGradient6(
      float[] a,
      int first,
      int aStep,
      float[] w,
      int at,
      int wStep,
      int rounds,
      float[] sums,
      int from,
      int step,
      float[] y,
      int out,
      int stride) {
    FloatVector l0 = FloatVector.fromArray(FLOATS, sums, from);
    FloatVector r0 = FloatVector.fromArray(FLOATS, sums, from + COUNT);
    FloatVector l1 = FloatVector.fromArray(FLOATS, sums, from + step);
    FloatVector r1 = FloatVector.fromArray(FLOATS, sums, from + step + COUNT);
    FloatVector l2 = FloatVector.fromArray(FLOATS, sums, from + 2 * step);
    FloatVector r2 = FloatVector.fromArray(FLOATS, sums, from + 2 * step + COUNT);
    FloatVector l3 = FloatVector.fromArray(FLOATS, sums, from + 3 * step);
    FloatVector r3 = FloatVector.fromArray(FLOATS, sums, from + 3 * step + COUNT);
    FloatVector l4 = FloatVector.fromArray(FLOATS, sums, from + 4 * step);
    FloatVector r4 = FloatVector.fromArray(FLOATS, sums, from + 4 * step + COUNT);
    FloatVector l5 = FloatVector.fromArray(FLOATS, sums, from + 5 * step);
    FloatVector r5 = FloatVector.fromArray(FLOATS, sums, from + 5 * step + COUNT);
    int xs = first - aStep;
    int ws = at - wStep;
    for (int round = 0; round < rounds; round++) {
      xs += aStep;
      ws += wStep;
      FloatVector left = FloatVector.fromArray(FLOATS, w, ws);
      FloatVector right = FloatVector.fromArray(FLOATS, w, ws + COUNT);
      FloatVector x = FloatVector.broadcast(FLOATS, a[xs]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 4]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 5]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws + PANEL);
      right = FloatVector.fromArray(FLOATS, w, ws + PANEL + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs + INPUTS]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + INPUTS + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + INPUTS + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + INPUTS + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + INPUTS + 4]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + INPUTS + 5]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws + 2 * PANEL);
      right = FloatVector.fromArray(FLOATS, w, ws + 2 * PANEL + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * INPUTS]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * INPUTS + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * INPUTS + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * INPUTS + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * INPUTS + 4]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * INPUTS + 5]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws + 3 * PANEL);
      right = FloatVector.fromArray(FLOATS, w, ws + 3 * PANEL + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * INPUTS]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * INPUTS + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * INPUTS + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * INPUTS + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * INPUTS + 4]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * INPUTS + 5]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
    }
    l0.intoArray(y, out);
    r0.intoArray(y, out + COUNT);
    l1.intoArray(y, out + stride);
    r1.intoArray(y, out + stride + COUNT);
    l2.intoArray(y, out + 2 * stride);
    r2.intoArray(y, out + 2 * stride + COUNT);
    l3.intoArray(y, out + 3 * stride);
    r3.intoArray(y, out + 3 * stride + COUNT);
    l4.intoArray(y, out + 4 * stride);
    r4.intoArray(y, out + 4 * stride + COUNT);
    l5.intoArray(y, out + 5 * stride);
    r5.intoArray(y, out + 5 * stride + COUNT);
  }

  /**
   * 6 neighbouring columns of weights by neighbouring windows, one to a lane.
   *
   * @param a rows of weights, from index {@code first}, a panel's for each step
   * @param aStep distance of two rounds in {@code a}: {@link Lanes#ROUND} rows of a panel
   * @param w planes of an image; the first window is at index {@code base}
   * @param table for each step, where its operands lie behind {@code base}
   */
  static void planarProduct6(
      float[] a,
      int first,
      int aStep,
      float[] w,
      int base,
      int[] table,
      int rounds,
      float[] sums,
      int from,
      int step,
      float[] y,
      int out,
      int stride) {
    FloatVector l0 = FloatVector.fromArray(FLOATS, sums, from);
    FloatVector r0 = FloatVector.fromArray(FLOATS, sums, from + COUNT);
    FloatVector l1 = FloatVector.fromArray(FLOATS, sums, from + step);
    FloatVector r1 = FloatVector.fromArray(FLOATS, sums, from + step + COUNT);
    FloatVector l2 = FloatVector.fromArray(FLOATS, sums, from + 2 * step);
    FloatVector r2 = FloatVector.fromArray(FLOATS, sums, from + 2 * step + COUNT);
    FloatVector l3 = FloatVector.fromArray(FLOATS, sums, from + 3 * step);
    FloatVector r3 = FloatVector.fromArray(FLOATS, sums, from + 3 * step + COUNT);
    FloatVector l4 = FloatVector.fromArray(FLOATS, sums, from + 4 * step);
    FloatVector r4 = FloatVector.fromArray(FLOATS, sums, from + 4 * step + COUNT);
    FloatVector l5 = FloatVector.fromArray(FLOATS, sums, from + 5 * step);
    FloatVector r5 = FloatVector.fromArray(FLOATS, sums, from + 5 * step + COUNT);
    int xs = first - aStep;
    int ts = -ROUND;
    for (int round = 0; round < rounds; round++) {
      ts += ROUND;
      int ws0 = base + table[ts];
      int ws1 = base + table[ts + 1];
      int ws2 = base + table[ts + 2];
      int ws3 = base + table[ts + 3];
      xs += aStep;
      FloatVector left = FloatVector.fromArray(FLOATS, w, ws0);
      FloatVector right = FloatVector.fromArray(FLOATS, w, ws0 + COUNT);
      FloatVector x = FloatVector.broadcast(FLOATS, a[xs]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 4]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 5]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws1);
      right = FloatVector.fromArray(FLOATS, w, ws1 + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs + PANEL]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + PANEL + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + PANEL + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + PANEL + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + PANEL + 4]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + PANEL + 5]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws2);
      right = FloatVector.fromArray(FLOATS, w, ws2 + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * PANEL]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * PANEL + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * PANEL + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * PANEL + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * PANEL + 4]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * PANEL + 5]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws3);
      right = FloatVector.fromArray(FLOATS, w, ws3 + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * PANEL]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * PANEL + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * PANEL + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * PANEL + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * PANEL + 4]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * PANEL + 5]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
    }
    l0.intoArray(y, out);
    r0.intoArray(y, out + COUNT);
    l1.intoArray(y, out + stride);
    r1.intoArray(y, out + stride + COUNT);
    l2.intoArray(y, out + 2 * stride);
    r2.intoArray(y, out + 2 * stride + COUNT);
    l3.intoArray(y, out + 3 * stride);
    r3.intoArray(y, out + 3 * stride + COUNT);
    l4.intoArray(y, out + 4 * stride);
    r4.intoArray(y, out + 4 * stride + COUNT);
    l5.intoArray(y, out + 5 * stride);
    r5.intoArray(y, out + 5 * stride + COUNT);
  }

  /**
   * 4 neighbouring columns of weights by neighbouring windows, one to a lane.
   *
   * @param a rows of weights, from index {@code first}, a panel's for each step
   * @param aStep distance of two rounds in {@code a}: {@link Lanes#ROUND} rows of a panel
   * @param w planes of an image; the first window is at index {@code base}
   * @param table for each step, where its operands lie behind {@code base}
   */
  static void planarProduct4(
      float[] a,
      int first,
      int aStep,
      float[] w,
      int base,
      int[] table,
      int rounds,
      float[] sums,
      int from,
      int step,
      float[] y,
      int out,
      int stride) {
    FloatVector l0 = FloatVector.fromArray(FLOATS, sums, from);
    FloatVector r0 = FloatVector.fromArray(FLOATS, sums, from + COUNT);
    FloatVector l1 = FloatVector.fromArray(FLOATS, sums, from + step);
    FloatVector r1 = FloatVector.fromArray(FLOATS, sums, from + step + COUNT);
    FloatVector l2 = FloatVector.fromArray(FLOATS, sums, from + 2 * step);
    FloatVector r2 = FloatVector.fromArray(FLOATS, sums, from + 2 * step + COUNT);
    FloatVector l3 = FloatVector.fromArray(FLOATS, sums, from + 3 * step);
    FloatVector r3 = FloatVector.fromArray(FLOATS, sums, from + 3 * step + COUNT);
    int xs = first - aStep;
    int ts = -ROUND;
    for (int round = 0; round < rounds; round++) {
      ts += ROUND;
      int ws0 = base + table[ts];
      int ws1 = base + table[ts + 1];
      int ws2 = base + table[ts + 2];
      int ws3 = base + table[ts + 3];
      xs += aStep;
      FloatVector left = FloatVector.fromArray(FLOATS, w, ws0);
      FloatVector right = FloatVector.fromArray(FLOATS, w, ws0 + COUNT);
      FloatVector x = FloatVector.broadcast(FLOATS, a[xs]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws1);
      right = FloatVector.fromArray(FLOATS, w, ws1 + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs + PANEL]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + PANEL + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + PANEL + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + PANEL + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws2);
      right = FloatVector.fromArray(FLOATS, w, ws2 + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * PANEL]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * PANEL + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * PANEL + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 2 * PANEL + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws3);
      right = FloatVector.fromArray(FLOATS, w, ws3 + COUNT);
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * PANEL]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * PANEL + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * PANEL + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs + 3 * PANEL + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
    }
    l0.intoArray(y, out);
    r0.intoArray(y, out + COUNT);
    l1.intoArray(y, out + stride);
    r1.intoArray(y, out + stride + COUNT);
    l2.intoArray(y, out + 2 * stride);
    r2.intoArray(y, out + 2 * stride + COUNT);
    l3.intoArray(y, out + 3 * stride);
    r3.intoArray(y, out + 3 * stride + COUNT);
  }

  /**
   * 6 neighbouring columns of {@code dy^T x}, with taps of a window in the lanes.
   *
   * @param a gradients; the first window's begins at index {@code first}
   * @param aStep distance of two windows in {@code a}
   * @param w an image; a window's first vector is at index {@code base}
   * @param gap where its second vector is behind that
   * @param table for each step, from index {@code ROUND * begin}, where its window lies behind
   *     {@code base}
   */
  static void tapGradient6(
      float[] a,
      int first,
      int aStep,
      float[] w,
      int base,
      int gap,
      int[] table,
      int begin,
      int rounds,
      float[] sums,
      int from,
      int step,
      float[] y,
      int out,
      int stride) {
    FloatVector l0 = FloatVector.fromArray(FLOATS, sums, from);
    FloatVector r0 = FloatVector.fromArray(FLOATS, sums, from + COUNT);
    FloatVector l1 = FloatVector.fromArray(FLOATS, sums, from + step);
    FloatVector r1 = FloatVector.fromArray(FLOATS, sums, from + step + COUNT);
    FloatVector l2 = FloatVector.fromArray(FLOATS, sums, from + 2 * step);
    FloatVector r2 = FloatVector.fromArray(FLOATS, sums, from + 2 * step + COUNT);
    FloatVector l3 = FloatVector.fromArray(FLOATS, sums, from + 3 * step);
    FloatVector r3 = FloatVector.fromArray(FLOATS, sums, from + 3 * step + COUNT);
    FloatVector l4 = FloatVector.fromArray(FLOATS, sums, from + 4 * step);
    FloatVector r4 = FloatVector.fromArray(FLOATS, sums, from + 4 * step + COUNT);
    FloatVector l5 = FloatVector.fromArray(FLOATS, sums, from + 5 * step);
    FloatVector r5 = FloatVector.fromArray(FLOATS, sums, from + 5 * step + COUNT);
    int xs0 = first - ROUND * aStep;
    int ts = ROUND * (begin - 1);
    for (int round = 0; round < rounds; round++) {
      ts += ROUND;
      int ws0 = base + table[ts];
      int ws1 = base + table[ts + 1];
      int ws2 = base + table[ts + 2];
      int ws3 = base + table[ts + 3];
      xs0 += ROUND * aStep;
      int xs1 = xs0 + aStep;
      int xs2 = xs1 + aStep;
      int xs3 = xs2 + aStep;
      FloatVector left = FloatVector.fromArray(FLOATS, w, ws0);
      FloatVector right = FloatVector.fromArray(FLOATS, w, ws0 + gap);
      FloatVector x = FloatVector.broadcast(FLOATS, a[xs0]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs0 + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs0 + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs0 + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs0 + 4]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs0 + 5]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws1);
      right = FloatVector.fromArray(FLOATS, w, ws1 + gap);
      x = FloatVector.broadcast(FLOATS, a[xs1]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs1 + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs1 + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs1 + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs1 + 4]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs1 + 5]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws2);
      right = FloatVector.fromArray(FLOATS, w, ws2 + gap);
      x = FloatVector.broadcast(FLOATS, a[xs2]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs2 + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs2 + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs2 + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs2 + 4]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs2 + 5]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws3);
      right = FloatVector.fromArray(FLOATS, w, ws3 + gap);
      x = FloatVector.broadcast(FLOATS, a[xs3]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs3 + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs3 + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs3 + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs3 + 4]);
      l4 = x.fma(left, l4);
      r4 = x.fma(right, r4);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs3 + 5]);
      l5 = x.fma(left, l5);
      r5 = x.fma(right, r5);
    }
    l0.intoArray(y, out);
    r0.intoArray(y, out + COUNT);
    l1.intoArray(y, out + stride);
    r1.intoArray(y, out + stride + COUNT);
    l2.intoArray(y, out + 2 * stride);
    r2.intoArray(y, out + 2 * stride + COUNT);
    l3.intoArray(y, out + 3 * stride);
    r3.intoArray(y, out + 3 * stride + COUNT);
    l4.intoArray(y, out + 4 * stride);
    r4.intoArray(y, out + 4 * stride + COUNT);
    l5.intoArray(y, out + 5 * stride);
    r5.intoArray(y, out + 5 * stride + COUNT);
  }

  /**
   * 4 neighbouring columns of {@code dy^T x}, with taps of a window in the lanes.
   *
   * @param a gradients; the first window's begins at index {@code first}
   * @param aStep distance of two windows in {@code a}
   * @param w an image; a window's first vector is at index {@code base}
   * @param gap where its second vector is behind that
   * @param table for each step, from index {@code ROUND * begin}, where its window lies behind
   *     {@code base}
   */
  static void tapGradient4(
      float[] a,
      int first,
      int aStep,
      float[] w,
      int base,
      int gap,
      int[] table,
      int begin,
      int rounds,
      float[] sums,
      int from,
      int step,
      float[] y,
      int out,
      int stride) {
    FloatVector l0 = FloatVector.fromArray(FLOATS, sums, from);
    FloatVector r0 = FloatVector.fromArray(FLOATS, sums, from + COUNT);
    FloatVector l1 = FloatVector.fromArray(FLOATS, sums, from + step);
    FloatVector r1 = FloatVector.fromArray(FLOATS, sums, from + step + COUNT);
    FloatVector l2 = FloatVector.fromArray(FLOATS, sums, from + 2 * step);
    FloatVector r2 = FloatVector.fromArray(FLOATS, sums, from + 2 * step + COUNT);
    FloatVector l3 = FloatVector.fromArray(FLOATS, sums, from + 3 * step);
    FloatVector r3 = FloatVector.fromArray(FLOATS, sums, from + 3 * step + COUNT);
    int xs0 = first - ROUND * aStep;
    int ts = ROUND * (begin - 1);
    for (int round = 0; round < rounds; round++) {
      ts += ROUND;
      int ws0 = base + table[ts];
      int ws1 = base + table[ts + 1];
      int ws2 = base + table[ts + 2];
      int ws3 = base + table[ts + 3];
      xs0 += ROUND * aStep;
      int xs1 = xs0 + aStep;
      int xs2 = xs1 + aStep;
      int xs3 = xs2 + aStep;
      FloatVector left = FloatVector.fromArray(FLOATS, w, ws0);
      FloatVector right = FloatVector.fromArray(FLOATS, w, ws0 + gap);
      FloatVector x = FloatVector.broadcast(FLOATS, a[xs0]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs0 + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs0 + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs0 + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws1);
      right = FloatVector.fromArray(FLOATS, w, ws1 + gap);
      x = FloatVector.broadcast(FLOATS, a[xs1]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs1 + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs1 + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs1 + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws2);
      right = FloatVector.fromArray(FLOATS, w, ws2 + gap);
      x = FloatVector.broadcast(FLOATS, a[xs2]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs2 + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs2 + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs2 + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
      VarHandle.loadLoadFence();
      left = FloatVector.fromArray(FLOATS, w, ws3);
      right = FloatVector.fromArray(FLOATS, w, ws3 + gap);
      x = FloatVector.broadcast(FLOATS, a[xs3]);
      l0 = x.fma(left, l0);
      r0 = x.fma(right, r0);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs3 + 1]);
      l1 = x.fma(left, l1);
      r1 = x.fma(right, r1);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs3 + 2]);
      l2 = x.fma(left, l2);
      r2 = x.fma(right, r2);
      VarHandle.loadLoadFence();
      x = FloatVector.broadcast(FLOATS, a[xs3 + 3]);
      l3 = x.fma(left, l3);
      r3 = x.fma(right, r3);
    }
    l0.intoArray(y, out);
    r0.intoArray(y, out + COUNT);
    l1.intoArray(y, out + stride);
    r1.intoArray(y, out + stride + COUNT);
    l2.intoArray(y, out + 2 * stride);
    r2.intoArray(y, out + 2 * stride + COUNT);
    l3.intoArray(y, out + 3 * stride);
    r3.intoArray(y, out + 3 * stride + COUNT);
  }
}
