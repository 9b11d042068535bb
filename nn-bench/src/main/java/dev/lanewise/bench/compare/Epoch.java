package dev.lanewise.bench.compare;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a process says of an epoch, one JSON object a line.
 *
 * @param epoch its number, from 1
 * @param seconds its time, shuffling and batch assembly included
 * @param samplesPerSecond the samples trained in a second
 * @param loss the mean loss while the model changed; NaN if not told or infinite
 * @param memory the most that the process has occupied so far, in MB; NaN if not told
 */
record Epoch(int epoch, double seconds, double samplesPerSecond, double loss, double memory) {

  /** An epoch of this process that has just ended. */
  static Epoch ended(int epoch, double seconds, double samplesPerSecond, double loss) {
    return new Epoch(epoch, seconds, samplesPerSecond, loss, PeakMemory.megabytes());
  }

  /** The object as a line. */
  String json() {
    try {
      return JSON.std.asString(members());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The object; a number that is not finite is left out. */
  Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("epoch", epoch);
    members.put("seconds", seconds);
    members.put("samplesPerSecond", samplesPerSecond);
    if (Double.isFinite(loss)) {
      members.put("loss", loss);
    }
    if (Double.isFinite(memory)) {
      members.put("memory", memory);
    }
    return members;
  }

  /**
   * Reads the output of a process. Lines that do not begin with a brace are for people and skipped,
   * members of other names too.
   *
   * @throws IllegalArgumentException if a line with a brace is not such an object
   */
  static List<Epoch> parse(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("{")).map(Epoch::parse).toList();
  }

  private static Epoch parse(String line) {
    try {
      Map<String, Object> members = JSON.std.mapFrom(line);
      return new Epoch(
          number(members, "epoch", line).intValue(),
          number(members, "seconds", line).doubleValue(),
          number(members, "samplesPerSecond", line).doubleValue(),
          orNaN(members, "loss"),
          orNaN(members, "memory"));
    } catch (IOException e) {
      throw new IllegalArgumentException("expected a line of JSON; found " + line, e);
    }
  }

  private static double orNaN(Map<String, Object> members, String name) {
    return members.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private static Number number(Map<String, Object> members, String name, String line) {
    if (members.get(name) instanceof Number number) {
      return number;
    }
    throw new IllegalArgumentException("expected a number '" + name + "'; found " + line);
  }

  /** The speed of a process in samples a second: the median of its epochs but the first. */
  static double speed(List<Epoch> epochs) {
    int from = epochs.size() > 1 ? 1 : 0;
    return Statistics.median(
        epochs.stream().skip(from).mapToDouble(Epoch::samplesPerSecond).toArray());
  }

  /** The most that a process occupied. */
  static double memory(List<Epoch> epochs) {
    return epochs.getLast().memory();
  }

  /** Whether the loss was told and fell. Who does not learn may well be fast. */
  static boolean learns(List<Epoch> epochs) {
    return epochs.getLast().loss() < epochs.getFirst().loss();
  }
}
