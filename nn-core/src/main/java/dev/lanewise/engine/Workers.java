package dev.lanewise.engine;

import dev.lanewise.kernels.Scratch;
import dev.lanewise.team.Team;
import java.util.stream.IntStream;

/**
 * Who computes, and the temporary memory of each.
 *
 * @param team the threads
 * @param scratch one for each worker
 */
public record Workers(Team team, Scratch[] scratch) {

  public static Workers of(Team team) {
    return new Workers(
        team,
        IntStream.range(0, team.workers()).mapToObj(i -> new Scratch()).toArray(Scratch[]::new));
  }
}
