package dev.lanewise.nn.spi;

import dev.lanewise.kernels.Scratch;
import java.util.Optional;

/** A pass, and what else is to be said of it. */
record Decorated(RowPass pass, int step, Optional<Runnable> preparation) implements RowPass {
  @Override
  public void run(int from, int to, Scratch scratch) {
    pass.run(from, to, scratch);
  }
}
