package dev.lanewise.kernels;

import static dev.lanewise.kernels.Rule.RMS_PROP;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.random.Seeds;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@link Updates}, each {@link Rule}: single steps, long runs, and no lingering tiny numbers. */
interface OptimizerContract extends KernelsUnderTest {
  List<Integer> LENGTHS = List.of(1, 2, 3, 7, 8, 15, 16, 17, 31, 32, 33, 47, 48, 64, 97, 130, 257);
  int LONG_RUN = 400;
  int ZERO_GRADIENTS = 4000;

  /** A rule with the scalars that make it another optimizer. */
  record Case(Rule rule, boolean adagrad) {
    Case(Rule rule) {
      this(rule, false);
    }

    void apply(Kernels kernels, UpdateScalars s, Parameters p) {
      if (adagrad) {
        s.beta2 = 1;
        s.gain2 = 1;
      }
      FloatRange g = p.g;
      kernels.updates().apply(rule, s, p.w, p.state, p.from, p.to, g.data(), g.from());
    }

    /** Below which magnitude the numbers of a slot become zero. */
    List<Float> flushedBelow() {
      float plain = Kernels.FLUSH_BELOW;
      float square = Kernels.FLUSH_SQUARES_BELOW;
      return switch (rule) {
        case SGD -> List.of();
        case MOMENTUM, NESTEROV, LION -> List.of(plain);
        case RMS_PROP -> List.of(square);
        case ADAM, NADAM -> List.of(plain, square);
        case ADADELTA, ADAMAX, RPROP -> List.of(plain, plain);
      };
    }

    /** How many slots, the last ones, are never negative. */
    int positiveSlots() {
      return switch (rule) {
        case SGD, MOMENTUM, NESTEROV, LION -> 0;
        case RMS_PROP, ADAM, NADAM, ADAMAX, RPROP -> 1;
        case ADADELTA -> 2;
      };
    }

    @Override
    public String toString() {
      return adagrad ? "Adagrad" : rule.toString();
    }
  }

  List<Case> CASES =
      Stream.concat(Stream.of(Rule.values()).map(Case::new), Stream.of(new Case(RMS_PROP, true)))
          .toList();

  /** Parameters, their state, and gradients of other indices. */
  @SuppressWarnings("ArrayRecordComponent")
  record Parameters(float[] w, float[][] state, int from, int to, FloatRange g) {

    static Parameters of(CallMemory memory, Case of, int length, Values values, Values positive) {
      int from = length % 5 * 3;
      float[] w = memory.inPlaceFrom(from, length, values);
      float[][] state = new float[of.rule.slots()][];
      for (int slot = 0; slot < state.length; slot++) {
        boolean signed = slot < state.length - of.positiveSlots();
        state[slot] = memory.inPlaceFrom(from, length, signed ? values : positive);
      }
      return new Parameters(w, state, from, from + length, memory.input(length, values));
    }

    /** As before the first step. */
    static Parameters fresh(CallMemory memory, Case of, int length) {
      int from = length % 5 * 3;
      float[] w = memory.inPlaceFrom(from, length, Values.uniform(-1, 1));
      float[][] state = new float[of.rule.slots()][];
      for (int slot = 0; slot < state.length; slot++) {
        state[slot] = memory.inPlaceFrom(from, length, Values.constant(0));
      }
      FloatRange g = memory.input(length, Values.uniform(-1e-3f, 1e-3f));
      return new Parameters(w, state, from, from + length, g);
    }

    Parameters withGradient(FloatRange gradient) {
      return new Parameters(w, state, from, to, gradient);
    }
  }

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
    for (Case each : CASES) {
      for (int length : LENGTHS) {
        assertSameAndFinite(
            "%s of %d".formatted(each, length),
            (kernels, memory) -> {
              Values values = Values.uniform(-1, 1);
              Parameters p = Parameters.of(memory, each, length, values, Values.uniform(0, 1));
              each.apply(kernels, scalars(3), p);
            });
      }
    }
  }

  @Test
  default void oneStepOfSpecialNumbers() {
    for (Case each : CASES) {
      for (int length : LENGTHS) {
        assertSameAsReference(
            "%s of %d special numbers".formatted(each, length),
            (kernels, memory) -> {
              Parameters p =
                  Parameters.of(memory, each, length, Values.special(), Values.special());
              each.apply(kernels, scalars(3), p);
            });
      }
    }
  }

  @Test
  default void manySteps() {
    for (Case each : CASES) {
      for (int length : new int[] {5, 37, 130}) {
        assertSameAndFinite(
            "%d steps of %s of %d".formatted(LONG_RUN, each, length),
            (kernels, memory) -> manySteps(kernels, memory, each, length));
      }
    }
  }

  /** The state starts with zeros; the gradients are those of {@code w^2 / 2}, and noise. */
  private static void manySteps(Kernels kernels, CallMemory memory, Case each, int length) {
    Parameters p = Parameters.fresh(memory, each, length);
    float[] gradients = new float[length];
    FloatRange g = new FloatRange(gradients, 0, length);
    for (int t = 1; t <= LONG_RUN; t++) {
      for (int i = 0; i < length; i++) {
        int noise = (int) (Seeds.mix(t, i) >>> 40);
        gradients[i] = p.w[p.from + i] + 0x1p-24f * noise - 0.5f;
      }
      each.apply(kernels, scalars(t), p.withGradient(g));
    }
  }

  /** After each burst of gradients come thousands of zeros, under which all state decays. */
  @Test
  default void noSubnormalNumbersLingerInState() {
    for (Case each : CASES) {
      CallMemory memory = new CallMemory(1);
      Parameters p = Parameters.fresh(memory, each, 37);
      UpdateScalars s = scalars(5);
      s.l2 = 0;
      s.beta2 = 0.95f;
      each.apply(tested(), s, p);
      FloatRange zeros = new FloatRange(new float[37], 0, 37);
      Parameters idle = p.withGradient(zeros);
      for (int t = 0; t < ZERO_GRADIENTS; t++) {
        each.apply(tested(), s, idle);
        assertNothingTiny(each + ", step " + t, each, p);
      }
    }
  }

  private static void assertNothingTiny(String label, Case each, Parameters p) {
    for (int slot = 0; slot < p.state.length; slot++) {
      for (int i = p.from; i < p.to; i++) {
        assertNotTiny(label, p.state[slot][i], each.flushedBelow().get(slot));
      }
    }
  }

  private static void assertNotTiny(String label, float state, float least) {
    float size = Math.abs(state);
    assertTrue(size == 0 || size >= least, () -> label + ": " + state);
  }
}
