package dev.lanewise.engine;

import dev.lanewise.team.Team;

/** What is done between two barriers, cut into chunks that do not depend on each other. */
interface Stage extends Team.Phase {

  /** The number of chunks of the batch at hand. */
  int chunks();
}
