package dev.lanewise.simd;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a virtual machine says about its compilations of our methods, with {@code PrintCompilation},
 * and with {@code PrintAssembly} and {@code PrintInlining} for C2. A method is named as there:
 * {@code dev.lanewise.simd.Type::method (12 bytes)}. Code that is entered in the midst of a loop
 * (OSR) is left out: it is for the first calls only.
 *
 * @param failures the lines about methods that a compiler gave up
 * @param compiledByC2 the methods that ended as code of C2 or went into that of their callers; such
 *     a method may well keep older code of its own that nobody calls
 * @param machineCode the last code of C2 of those that were printed
 */
record CompilationLog(
    List<String> failures, Set<String> compiledByC2, Map<String, byte[]> machineCode) {
  private static final String OURS = "dev.lanewise.simd";
  private static final String LISTING = "Compiled method (c2) ";

  /** Time, number, flags of which % stands for OSR, tier, method, and perhaps what became of it. */
  private static final Pattern COMPILATION =
      Pattern.compile(
          "\\s*\\d+\\s+(?<id>\\d+)\\s(?<flags>.{5})\\s+(?<tier>\\d)\\s+"
              + "(?<method>\\S+::\\S+ \\(\\d+ bytes\\))(?<event>.*)");

  private static final Pattern INLINED =
      Pattern.compile("\\s+@ \\d+\\s+(?<method>\\S+::\\S+ \\(\\d+ bytes\\))\\s+inline.*");

  private static final Pattern BYTES =
      Pattern.compile("\\s*0x(?<address>\\p{XDigit}+):\\s+(?<bytes>[\\p{XDigit} |]+)");

  static CompilationLog of(List<String> lines) {
    List<String> failures = new ArrayList<>();
    Map<String, String> standing = new TreeMap<>();
    Set<String> compiledByC2 = new TreeSet<>();
    Map<String, byte[]> machineCode = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.contains(OURS)) {
        continue;
      }
      if (line.contains("COMPILE SKIPPED") || line.contains("made not compilable")) {
        failures.add(line);
      }
      Matcher inlined = INLINED.matcher(line);
      if (inlined.matches()) {
        compiledByC2.add(inlined.group("method"));
      }
      boolean listing = line.startsWith(LISTING);
      Matcher m = COMPILATION.matcher(listing ? line.substring(LISTING.length()) : line);
      if (!m.matches() || !m.group("tier").equals("4")) {
        continue;
      }
      if (listing) {
        machineCode.put(m.group("method"), bytes(lines.subList(i, lines.size())));
      } else if (m.group("event").contains("made not entrant")) {
        standing.remove(m.group("method"), m.group("id"));
      } else {
        standing.put(m.group("method"), m.group("id"));
      }
    }
    compiledByC2.addAll(standing.keySet());
    return new CompilationLog(failures, compiledByC2, machineCode);
  }

  private static byte[] bytes(List<String> lines) {
    StringBuilder hex = new StringBuilder();
    long start = -1;
    int begin = lines.indexOf("[MachCode]");
    int end = lines.indexOf("[/MachCode]");
    for (String line : begin < 0 ? List.<String>of() : lines.subList(begin, end)) {
      Matcher m = BYTES.matcher(line);
      if (!m.matches()) {
        continue;
      }
      long address = Long.parseUnsignedLong(m.group("address"), 16);
      start = start < 0 ? address : start;
      long expected = start + hex.length() / 2;
      if (address != expected) {
        throw new IllegalArgumentException(
            "expected the code at " + Long.toHexString(expected) + ", found '" + line + "'");
      }
      hex.append(m.group("bytes").replaceAll("[ |]", ""));
    }
    return HexFormat.of().parseHex(hex);
  }
}
