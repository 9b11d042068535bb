package dev.lanewise.examples.cli;

import java.io.IOException;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A terminal on which a line can be drawn again and again. */
interface Screen extends AutoCloseable {

  /** Columns, at this moment: windows change. */
  int width();

  @Override
  default void close() {}

  /** The terminal, if there is one that can go back in a line and whose width is known. */
  static Optional<Screen> open() {
    if (!StandardStreams.isTerminal() || Terminal.TYPE_DUMB.equals(System.getenv("TERM"))) {
      return Optional.empty();
    }
    try {
      Screen screen = new OfTerminal(TerminalBuilder.builder().system(true).dumb(true).build());
      if (screen.width() > 0) {
        return Optional.of(screen);
      }
      screen.close();
    } catch (IOException e) {
      // Whole lines will do.
    }
    return Optional.empty();
  }

  /** The terminal of this process. */
  record OfTerminal(Terminal terminal) implements Screen {
    @Override
    public int width() {
      return terminal.getWidth();
    }

    @Override
    public void close() {
      try {
        terminal.close();
      } catch (IOException e) {
        // It was only asked for its width.
      }
    }
  }
}
