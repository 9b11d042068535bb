package dev.lanewise.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.lanewise.kernels.reference.ReferenceKernels;
import java.util.List;

/** What the parts of {@link KernelsContract} share: one call, made on two implementations. */
public interface KernelsUnderTest {

  /** The implementation under test. */
  Kernels tested();

  /** Asks for memory and makes one call. */
  @FunctionalInterface
  interface Call {
    void make(Kernels kernels, CallMemory memory);
  }

  /** The call gives the bits of the reference, and leaves everything else alone. */
  default void assertSameAsReference(String label, Call call) {
    List<float[]> expected = results(label, new ReferenceKernels(), call);
    List<float[]> actual = results(label, tested(), call);
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertSameBits(label + ", result " + i, expected.get(i), actual.get(i));
    }
  }

  /** The same for arguments that must not lead to NaN or infinity. */
  default void assertSameAndFinite(String label, Call call) {
    for (float[] result : results(label, tested(), call)) {
      for (float value : result) {
        assertTrue(Float.isFinite(value), () -> label + ": " + value);
      }
    }
    assertSameAsReference(label, call);
  }

  private static List<float[]> results(String label, Kernels kernels, Call call) {
    CallMemory memory = new CallMemory(label.hashCode());
    call.make(kernels, memory);
    memory.assertRestUntouched(label);
    return memory.results();
  }

  /** Bit for bit the same, except that all NaN are alike. */
  static void assertSameBits(String label, float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length, label);
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
        fail("%s: element %d must be %s, was %s".formatted(label, i, expected[i], actual[i]));
      }
    }
  }
}
