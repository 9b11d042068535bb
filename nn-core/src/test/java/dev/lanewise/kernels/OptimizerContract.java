package dev.lanewise.kernels;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.random.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The update rules of optimizers: single steps, long runs, and no lingering tiny numbers. */
interface OptimizerContract extends KernelsUnderTest {
  List<Integer> LENGTHS = List.of(1, 2, 3, 7, 8, 15, 16, 17, 31, 32, 33, 47, 48, 64, 97, 130, 257);
  int LONG_RUN = 400;
  int ZERO_GRADIENTS = 4000;

  /** Parameters, state of any sign, two states of squares, and gradients of other indices. */
  @SuppressWarnings("ArrayRecordComponent")
  record Parameters(float[] w, float[] u, float[] v, float[] e, int from, int to, FloatRange g) {

    static Parameters of(CallMemory memory, int length, Values values, Values squares) {
      int from = length % 5 * 3;
      return new Parameters(
          memory.inPlaceFrom(from, length, values),
          memory.inPlaceFrom(from, length, values),
          memory.inPlaceFrom(from, length, squares),
          memory.inPlaceFrom(from, length, squares),
          from,
          from + length,
          memory.input(length, values));
    }
  }

  /** A rule; it may leave state alone. */
  @FunctionalInterface
  interface Rule {
    void apply(Kernels kernels, UpdateScalars s, Parameters p);
  }

  /** A rule and what messages call it. */
  record Named(String name, Rule rule) {
    @Override
    public String toString() {
      return name;
    }
  }

  List<Named> RULES =
      List.of(
          new Named("sgd", (k, s, p) -> k.sgd(s, p.w, p.from, p.to, p.g.data(), p.g.from())),
          new Named(
              "momentum",
              (k, s, p) -> k.momentum(s, false, p.w, p.u, p.from, p.to, p.g.data(), p.g.from())),
          new Named(
              "nesterov",
              (k, s, p) -> k.momentum(s, true, p.w, p.u, p.from, p.to, p.g.data(), p.g.from())),
          new Named(
              "rmsprop", (k, s, p) -> k.rmsProp(s, p.w, p.v, p.from, p.to, p.g.data(), p.g.from())),
          new Named(
              "adam", (k, s, p) -> k.adam(s, p.w, p.u, p.v, p.from, p.to, p.g.data(), p.g.from())),
          new Named(
              "adagrad",
              (k, s, p) -> {
                s.beta2 = 1;
                s.gain2 = 1;
                k.rmsProp(s, p.w, p.v, p.from, p.to, p.g.data(), p.g.from());
              }),
          new Named(
              "adadelta",
              (k, s, p) -> k.adadelta(s, p.w, p.e, p.v, p.from, p.to, p.g.data(), p.g.from())),
          new Named(
              "nadam",
              (k, s, p) -> k.nadam(s, p.w, p.u, p.v, p.from, p.to, p.g.data(), p.g.from())),
          new Named(
              "adamax",
              (k, s, p) -> k.adamax(s, p.w, p.u, p.v, p.from, p.to, p.g.data(), p.g.from())),
          new Named("lion", (k, s, p) -> k.lion(s, p.w, p.u, p.from, p.to, p.g.data(), p.g.from())),
          new Named(
              "rprop",
              (k, s, p) -> k.rprop(s, p.w, p.u, p.v, p.from, p.to, p.g.data(), p.g.from())));

  /** The scalars of step {@code t}, as Adam sets them; the other rules use some of them. */
  private static UpdateScalars scalars(int t) {
    UpdateScalars s = new UpdateScalars();
    s.l2 = 0.01f;
    s.beta1 = 0.9f;
    s.beta2 = 0.999f;
    s.gain1 = 0.1f;
    s.gain2 = 0.001f;
    s.epsilon = 1e-8f;
    s.rate = (float) (0.01 / (1 - StrictMath.pow(0.9, t)));
    s.rootCorrection = (float) (1 / Math.sqrt(1 - StrictMath.pow(0.999, t)));
    s.keep = 0.9999f;
    s.gradientRate = 0.003f;
    s.shrink = 0.5f;
    s.grow = 1.2f;
    s.least = 1e-6f;
    s.most = 0.1f;
    return s;
  }

  @Test
  default void oneStep() {
    for (Named named : RULES) {
      for (int length : LENGTHS) {
        assertSameAndFinite(
            "%s of %d".formatted(named, length),
            (kernels, memory) -> {
              Parameters p =
                  Parameters.of(memory, length, Values.uniform(-1, 1), Values.uniform(0, 1));
              named.rule().apply(kernels, scalars(3), p);
            });
      }
    }
  }

  @Test
  default void oneStepOfSpecialNumbers() {
    for (Named named : RULES) {
      for (int length : LENGTHS) {
        assertSameAsReference(
            "%s of %d special numbers".formatted(named, length),
            (kernels, memory) -> {
              Parameters p = Parameters.of(memory, length, Values.special(), Values.special());
              named.rule().apply(kernels, scalars(3), p);
            });
      }
    }
  }

  @Test
  default void manySteps() {
    for (Named named : RULES) {
      for (int length : new int[] {5, 37, 130}) {
        assertSameAndFinite(
            "%d steps of %s of %d".formatted(LONG_RUN, named, length),
            (kernels, memory) -> manySteps(kernels, memory, named.rule(), length));
      }
    }
  }

  /** The state starts with zeros; the gradients are those of {@code w^2 / 2}, and noise. */
  private static void manySteps(Kernels kernels, CallMemory memory, Rule rule, int length) {
    Parameters p = fresh(memory, length);
    float[] gradients = new float[length];
    FloatRange g = new FloatRange(gradients, 0, length);
    for (int t = 1; t <= LONG_RUN; t++) {
      for (int i = 0; i < length; i++) {
        int noise = (int) (Seeds.mix(t, i) >>> 40);
        gradients[i] = p.w[p.from + i] + 0x1p-24f * noise - 0.5f;
      }
      rule.apply(kernels, scalars(t), new Parameters(p.w, p.u, p.v, p.e, p.from, p.to, g));
    }
  }

  private static Parameters fresh(CallMemory memory, int length) {
    int from = length % 5 * 3;
    return new Parameters(
        memory.inPlaceFrom(from, length, Values.uniform(-1, 1)),
        memory.inPlaceFrom(from, length, Values.constant(0)),
        memory.inPlaceFrom(from, length, Values.constant(0)),
        memory.inPlaceFrom(from, length, Values.constant(0)),
        from,
        from + length,
        memory.input(length, Values.uniform(-1e-3f, 1e-3f)));
  }

  /** After each burst of gradients come thousands of zeros, under which all state decays. */
  @Test
  default void noSubnormalNumbersLingerInState() {
    for (Named named : RULES) {
      CallMemory memory = new CallMemory(1);
      Parameters p = fresh(memory, 37);
      UpdateScalars s = scalars(5);
      s.l2 = 0;
      s.beta2 = 0.95f;
      named.rule().apply(tested(), s, p);
      FloatRange zeros = new FloatRange(new float[37], 0, 37);
      Parameters idle = new Parameters(p.w, p.u, p.v, p.e, p.from, p.to, zeros);
      for (int t = 0; t < ZERO_GRADIENTS; t++) {
        named.rule().apply(tested(), s, idle);
        assertNothingTiny(named + ", step " + t, p);
      }
    }
  }

  private static void assertNothingTiny(String label, Parameters p) {
    for (int i = p.from; i < p.to; i++) {
      assertNotTiny(label, p.u[i], Kernels.FLUSH_BELOW);
      assertNotTiny(label, p.v[i], Kernels.FLUSH_SQUARES_BELOW);
      assertNotTiny(label, p.e[i], Kernels.FLUSH_BELOW);
    }
  }

  private static void assertNotTiny(String label, float state, float least) {
    float size = Math.abs(state);
    assertTrue(size == 0 || size >= least, () -> label + ": " + state);
  }
}
