package dev.lanewise.simd;

import static dev.lanewise.simd.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/** A kernel that is wrong on purpose: it has more accumulators than an x86-64 has registers. */
final class SpillingTile {
  static final int ACCUMULATORS = 36;

  private SpillingTile() {}

  static void sum(float[] values, float[] out) {
    FloatVector a0 = FloatVector.zero(FLOATS);
    FloatVector a1 = FloatVector.zero(FLOATS);
    FloatVector a2 = FloatVector.zero(FLOATS);
    FloatVector a3 = FloatVector.zero(FLOATS);
    FloatVector a4 = FloatVector.zero(FLOATS);
    FloatVector a5 = FloatVector.zero(FLOATS);
    FloatVector a6 = FloatVector.zero(FLOATS);
    FloatVector a7 = FloatVector.zero(FLOATS);
    FloatVector a8 = FloatVector.zero(FLOATS);
    FloatVector a9 = FloatVector.zero(FLOATS);
    FloatVector a10 = FloatVector.zero(FLOATS);
    FloatVector a11 = FloatVector.zero(FLOATS);
    FloatVector a12 = FloatVector.zero(FLOATS);
    FloatVector a13 = FloatVector.zero(FLOATS);
    FloatVector a14 = FloatVector.zero(FLOATS);
    FloatVector a15 = FloatVector.zero(FLOATS);
    FloatVector a16 = FloatVector.zero(FLOATS);
    FloatVector a17 = FloatVector.zero(FLOATS);
    FloatVector a18 = FloatVector.zero(FLOATS);
    FloatVector a19 = FloatVector.zero(FLOATS);
    FloatVector a20 = FloatVector.zero(FLOATS);
    FloatVector a21 = FloatVector.zero(FLOATS);
    FloatVector a22 = FloatVector.zero(FLOATS);
    FloatVector a23 = FloatVector.zero(FLOATS);
    FloatVector a24 = FloatVector.zero(FLOATS);
    FloatVector a25 = FloatVector.zero(FLOATS);
    FloatVector a26 = FloatVector.zero(FLOATS);
    FloatVector a27 = FloatVector.zero(FLOATS);
    FloatVector a28 = FloatVector.zero(FLOATS);
    FloatVector a29 = FloatVector.zero(FLOATS);
    FloatVector a30 = FloatVector.zero(FLOATS);
    FloatVector a31 = FloatVector.zero(FLOATS);
    FloatVector a32 = FloatVector.zero(FLOATS);
    FloatVector a33 = FloatVector.zero(FLOATS);
    FloatVector a34 = FloatVector.zero(FLOATS);
    FloatVector a35 = FloatVector.zero(FLOATS);
    for (int k = 0; k + ACCUMULATORS <= values.length; k++) {
      FloatVector x = FloatVector.fromArray(FLOATS, values, k);
      a0 = FloatVector.broadcast(FLOATS, values[k + 0]).fma(x, a0);
      a1 = FloatVector.broadcast(FLOATS, values[k + 1]).fma(x, a1);
      a2 = FloatVector.broadcast(FLOATS, values[k + 2]).fma(x, a2);
      a3 = FloatVector.broadcast(FLOATS, values[k + 3]).fma(x, a3);
      a4 = FloatVector.broadcast(FLOATS, values[k + 4]).fma(x, a4);
      a5 = FloatVector.broadcast(FLOATS, values[k + 5]).fma(x, a5);
      a6 = FloatVector.broadcast(FLOATS, values[k + 6]).fma(x, a6);
      a7 = FloatVector.broadcast(FLOATS, values[k + 7]).fma(x, a7);
      a8 = FloatVector.broadcast(FLOATS, values[k + 8]).fma(x, a8);
      a9 = FloatVector.broadcast(FLOATS, values[k + 9]).fma(x, a9);
      a10 = FloatVector.broadcast(FLOATS, values[k + 10]).fma(x, a10);
      a11 = FloatVector.broadcast(FLOATS, values[k + 11]).fma(x, a11);
      a12 = FloatVector.broadcast(FLOATS, values[k + 12]).fma(x, a12);
      a13 = FloatVector.broadcast(FLOATS, values[k + 13]).fma(x, a13);
      a14 = FloatVector.broadcast(FLOATS, values[k + 14]).fma(x, a14);
      a15 = FloatVector.broadcast(FLOATS, values[k + 15]).fma(x, a15);
      a16 = FloatVector.broadcast(FLOATS, values[k + 16]).fma(x, a16);
      a17 = FloatVector.broadcast(FLOATS, values[k + 17]).fma(x, a17);
      a18 = FloatVector.broadcast(FLOATS, values[k + 18]).fma(x, a18);
      a19 = FloatVector.broadcast(FLOATS, values[k + 19]).fma(x, a19);
      a20 = FloatVector.broadcast(FLOATS, values[k + 20]).fma(x, a20);
      a21 = FloatVector.broadcast(FLOATS, values[k + 21]).fma(x, a21);
      a22 = FloatVector.broadcast(FLOATS, values[k + 22]).fma(x, a22);
      a23 = FloatVector.broadcast(FLOATS, values[k + 23]).fma(x, a23);
      a24 = FloatVector.broadcast(FLOATS, values[k + 24]).fma(x, a24);
      a25 = FloatVector.broadcast(FLOATS, values[k + 25]).fma(x, a25);
      a26 = FloatVector.broadcast(FLOATS, values[k + 26]).fma(x, a26);
      a27 = FloatVector.broadcast(FLOATS, values[k + 27]).fma(x, a27);
      a28 = FloatVector.broadcast(FLOATS, values[k + 28]).fma(x, a28);
      a29 = FloatVector.broadcast(FLOATS, values[k + 29]).fma(x, a29);
      a30 = FloatVector.broadcast(FLOATS, values[k + 30]).fma(x, a30);
      a31 = FloatVector.broadcast(FLOATS, values[k + 31]).fma(x, a31);
      a32 = FloatVector.broadcast(FLOATS, values[k + 32]).fma(x, a32);
      a33 = FloatVector.broadcast(FLOATS, values[k + 33]).fma(x, a33);
      a34 = FloatVector.broadcast(FLOATS, values[k + 34]).fma(x, a34);
      a35 = FloatVector.broadcast(FLOATS, values[k + 35]).fma(x, a35);
    }
    a0.add(a1)
        .add(a2)
        .add(a3)
        .add(a4)
        .add(a5)
        .add(a6)
        .add(a7)
        .add(a8)
        .add(a9)
        .add(a10)
        .add(a11)
        .add(a12)
        .add(a13)
        .add(a14)
        .add(a15)
        .add(a16)
        .add(a17)
        .add(a18)
        .add(a19)
        .add(a20)
        .add(a21)
        .add(a22)
        .add(a23)
        .add(a24)
        .add(a25)
        .add(a26)
        .add(a27)
        .add(a28)
        .add(a29)
        .add(a30)
        .add(a31)
        .add(a32)
        .add(a33)
        .add(a34)
        .add(a35)
        .intoArray(out, 0);
  }
}
