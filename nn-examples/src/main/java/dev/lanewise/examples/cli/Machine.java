package dev.lanewise.examples.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** The JVM and the hardware below it, as people call them. */
final class Machine {
  private static final int MEBI = 1 << 20;

  private Machine() {}

  /** What there is to know, in the order to print it. */
  static Map<String, String> describe() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "JDK",
        "%s, %s, %s"
            .formatted(
                Runtime.version(),
                System.getProperty("java.vendor", "unknown vendor"),
                System.getProperty("java.vm.name", "unknown VM")));
    facts.put(
        "system",
        System.getProperty("os.name", "unknown") + ", " + System.getProperty("os.arch", "unknown"));
    facts.put("CPU", Processor.name().orElse("unknown"));
    facts.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    facts.put("heap limit", heapLimit() + " MiB");
    facts.put("vectors", VectorWidth.describe());
    return facts;
  }

  /** The most memory that the heap may take, in MiB. */
  static long heapLimit() {
    return Runtime.getRuntime().maxMemory() / MEBI;
  }
}
