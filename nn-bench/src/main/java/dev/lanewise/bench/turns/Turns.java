package dev.lanewise.bench.turns;

import dev.lanewise.bench.compare.ChildProcess.FailedException;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs entrants in turn, and backwards in every other round, so that a machine that gets slower or
 * faster favours none.
 */
public final class Turns {
  private final PrintWriter log;
  private final Outcome outcome = new Outcome();
  private final Set<String> failed = new HashSet<>();

  private Turns(PrintWriter log) {
    this.log = log;
  }

  /**
   * Runs everything.
   *
   * @param log gets a line for each process
   * @throws FailedException if Lanewise fails; a peer that fails is left out from there on
   */
  public static Outcome run(List<Entrant> entrants, int rounds, PrintWriter log)
      throws FailedException {
    Turns turns = new Turns(log);
    for (int round = 0; round < rounds; round++) {
      log.printf("round %d of %d%n", round + 1, rounds);
      for (Entrant entrant : round % 2 == 0 ? entrants : entrants.reversed()) {
        turns.measure(entrant, round);
      }
    }
    return turns.outcome;
  }

  private void measure(Entrant entrant, int round) throws FailedException {
    if (failed.contains(entrant.library())) {
      return;
    }
    log.printf("  %s, %s%n", entrant.library(), entrant.work());
    log.flush();
    try {
      for (Figure figure : entrant.measurement().measure(round)) {
        outcome.add(entrant.library(), figure);
      }
    } catch (FailedException e) {
      if (entrant.library().equals(Entrant.LANEWISE)) {
        throw e;
      }
      failed.add(entrant.library());
      log.printf("%s failed and is left out from here on: %s%n", entrant.library(), e.getMessage());
    }
  }
}
