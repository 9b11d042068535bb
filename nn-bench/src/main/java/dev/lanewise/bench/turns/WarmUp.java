package dev.lanewise.bench.turns;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/** Runs what will be measured until it is compiled. */
public final class WarmUp {
  private static final double LEAST_SECONDS = 2.5;
  private static final double QUIET_SECONDS = 1;
  private static final double MOST_SECONDS = 30;

  private WarmUp() {}

  /** Repeats until the compiler has not finished anything for a second, but not for ever. */
  public static void run(Runnable pass) {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    long begin = System.nanoTime();
    long compiled = -1;
    double last = 0;
    double now = 0;
    while (now < LEAST_SECONDS || (now - last < QUIET_SECONDS && now < MOST_SECONDS)) {
      pass.run();
      now = (System.nanoTime() - begin) * 1e-9;
      long total = compiler.getTotalCompilationTime();
      if (total != compiled) {
        compiled = total;
        last = now;
      }
    }
  }
}
