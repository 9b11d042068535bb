package dev.lanewise.train;

import dev.lanewise.kernels.Scratch;
import java.util.stream.IntStream;

/**
 * Who computes, and the temporary memory of each.
 *
 * @param team the threads
 * @param scratch one for each worker
 */
record Workers(Team team, Scratch[] scratch) {

  static Workers of(Team team) {
    return new Workers(
        team,
        IntStream.range(0, team.workers()).mapToObj(i -> new Scratch()).toArray(Scratch[]::new));
  }
}
