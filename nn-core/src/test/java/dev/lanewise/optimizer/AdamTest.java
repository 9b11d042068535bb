package dev.lanewise.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.UpdateScalars;
import dev.lanewise.kernels.Updates;
import dev.lanewise.kernels.reference.ReferenceKernels;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdamTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Compiled code may be rid of allocations that the interpreter makes; this is interpreted. */
  @Test
  void prepareAllocatesNothingEvenBeforeItIsCompiled() {
    Optimizer.Update update = Optimizer.adam(0.01).bind(new ReferenceKernels());
    prepare(update, 1);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    prepare(update, 100);
    assertEquals(0, THREADS.getCurrentThreadAllocatedBytes() - before);
  }

  private static void prepare(Optimizer.Update update, int steps) {
    for (int t = 1; t <= steps; t++) {
      update.prepare(t, 0.01);
    }
  }

  @Test
  void scalarsAreThoseOfThePaperAtEveryStep() {
    Adam adam = new Adam(0.01, 0.9, 0.999, 1e-8, 0.25, 0.5);
    List<UpdateScalars> seen = new ArrayList<>();
    Optimizer.Update update = adam.bind(kernelsThatShowScalars(seen));
    for (long step : new long[] {1, 2, 3, 10, 1000, 123_456, 10_000_000_000L}) {
      update.prepare(step, 0.02);
      update.apply(new float[1], new float[2][1], 0, 1, new float[1], 0);
      UpdateScalars s = seen.getLast();
      assertClose(0.02 / (1 - Math.pow(0.9, (double) step)), s.rate);
      assertClose(1 / Math.sqrt(1 - Math.pow(0.999, (double) step)), s.rootCorrection);
      assertClose(1 - 0.02 * 0.5, s.keep);
    }
    assertClose(0.25, seen.getLast().l2);
    assertClose(0.1, seen.getLast().gain1);
    assertClose(0.001, seen.getLast().gain2);
  }

  private static void assertClose(double expected, float actual) {
    assertEquals(expected, actual, Math.abs(expected) * 0x1p-23);
  }

  private static Kernels kernelsThatShowScalars(List<UpdateScalars> seen) {
    Updates updates =
        proxy(
            Updates.class,
            (proxy, method, arguments) -> {
              seen.add((UpdateScalars) arguments[1]);
              return null;
            });
    return proxy(Kernels.class, (proxy, method, arguments) -> updates);
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    ClassLoader loader = AdamTest.class.getClassLoader();
    return type.cast(Proxy.newProxyInstance(loader, new Class<?>[] {type}, handler));
  }
}
