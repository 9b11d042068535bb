package dev.lanewise.bench.turns;

import dev.lanewise.bench.compare.ChildProcess;
import dev.lanewise.bench.compare.ChildProcess.FailedException;
import dev.lanewise.bench.compare.Launch;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What is measured once a round.
 *
 * @param library who does the work; several entrants may do different work of one library
 * @param work what is done, for people
 * @param measurement does it
 */
public record Entrant(String library, String work, Measurement measurement) {
  /** The name of the library that must not fail. */
  public static final String LANEWISE = "Lanewise";

  /** Measures, in a process of its own. */
  public interface Measurement {
    /** The figures of a round, which are counted from 0. */
    List<Figure> measure(int round) throws FailedException;
  }

  /** An entrant whose process prints its figures. */
  public static Entrant process(String library, String work, IntFunction<Launch> launch) {
    return new Entrant(library, work, round -> figures(ChildProcess.run(launch.apply(round))));
  }

  /** The same with something before the name of each figure. */
  public Entrant prefixed(String prefix) {
    return new Entrant(
        library,
        work,
        round ->
            measurement.measure(round).stream()
                .map(figure -> new Figure(prefix + figure.name(), figure.value()))
                .toList());
  }

  private static List<Figure> figures(List<String> output) throws FailedException {
    try {
      return Figure.parse(output);
    } catch (IllegalArgumentException e) {
      throw new FailedException(e.toString());
    }
  }
}
