package dev.lanewise.examples.cli;

import dev.lanewise.DataException;
import dev.lanewise.Printable;
import dev.lanewise.data.Dataset;
import dev.lanewise.loss.Loss;
import dev.lanewise.text.CharacterTokenizer;
import dev.lanewise.text.TextSource;
import dev.lanewise.text.TextWindows;
import dev.lanewise.text.TokenFile;
import dev.lanewise.text.Tokenizer;
import dev.lanewise.text.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A text, and what its tokens are.
 *
 * @param name as the command line has it
 * @param tokenizer knows its tokens
 * @param tokens the text
 * @param context tokens of a sample
 */
record TextTask(String name, Tokenizer tokenizer, Tokens tokens, int context)
    implements AutoCloseable {

  /** Of a text of more bytes the tokens are kept in a file. */
  private static final long LARGE = 1L << 28;

  /** Reads a text and learns what its tokens are. */
  static TextTask read(String name, TextOptions options, int usualContext) {
    Tokenizer tokenizer = options.tokenizer(source(name));
    if (tokenizer.size() < 2) {
      throw new DataException(
          "%s: expected a text of at least 2 different characters, of which the next one is learnt; found '%s' only. Take a text with more."
              .formatted(Printable.of(name), Printable.of(tokenizer.decode(0))));
    }
    return read(name, tokenizer, options.context(usualContext));
  }

  /** Reads a text whose tokens are known. */
  static TextTask read(String name, Tokenizer tokenizer, int context) {
    return new TextTask(name, tokenizer, tokens(name, tokenizer), context);
  }

  private static TextSource source(String name) {
    return TextSource.file(Path.of(name));
  }

  private static Tokens tokens(String name, Tokenizer tokenizer) {
    return isLarge(Path.of(name))
        ? TokenFile.temporary(source(name), tokenizer)
        : Tokens.read(source(name), tokenizer);
  }

  private static boolean isLarge(Path file) {
    try {
      return Files.size(file) > LARGE;
    } catch (IOException e) {
      // Whoever reads the file next tells what is wrong.
      return false;
    }
  }

  /**
   * All of the text.
   *
   * @throws DataException if it is too short for a window
   */
  TextWindows windows() {
    if (tokens.size() <= context) {
      throw new DataException(
          "%s: expected at least %s tokens, the context of the model and one that follows; found %s. Take a longer text, or train with a shorter --context."
              .formatted(Printable.of(name), context + 1L, tokens.size()));
    }
    return TextWindows.of(tokens, context);
  }

  /** The characters of an answer in windows at the end of the text, on average. */
  double charactersPerToken(TextWindows windows) {
    if (tokenizer instanceof CharacterTokenizer) {
      return 1;
    }
    long answers = (long) windows.size() * context;
    long first = tokens.size() - windows.tokens() + 1;
    return (double) source(name).characters(tokenizer, first, first + answers) / answers;
  }

  /**
   * The data of a training: the end of the text is for testing, and what is before it for finding
   * out when to stop.
   *
   * @param validation share of the rest that tells when to stop; 0 for none
   */
  TrainingData training(double testShare, double validation) {
    requireEnough(testShare, validation);
    TextWindows all = windows();
    TextWindows learned = all.first(1 - testShare);
    TextWindows test = all.after(1 - testShare);
    Optional<Dataset> stopping =
        validation > 0 ? Optional.of(learned.after(1 - validation)) : Optional.empty();
    TextWindows train = validation > 0 ? learned.first(1 - validation) : learned;
    String description =
        String.format(
            Locale.ROOT,
            "%s, %,d training and %,d test tokens, %,d different ones",
            Printable.of(name),
            learned.tokens(),
            test.tokens(),
            tokenizer.size());
    return new TrainingData(
        description,
        train,
        stopping,
        Optional.empty(),
        test,
        tokenizer.size(),
        Loss.softmaxCrossEntropy(),
        Optional.empty(),
        Quality.ofText(context, charactersPerToken(test)),
        tokenizer.metadata());
  }

  private void requireEnough(double testShare, double validation) {
    double least = Math.min(testShare, 1 - testShare);
    if (validation > 0) {
      least = Math.min(least, (1 - testShare) * Math.min(validation, 1 - validation));
    }
    if ((long) (least * tokens.size()) < context + 1) {
      throw new DataException(
          "%s: expected at least %s tokens in each part, to train and to test with; found %s in all. Take a longer text, or a shorter --context."
              .formatted(Printable.of(name), context + 1, tokens.size()));
    }
  }

  @Override
  public void close() {
    if (tokens instanceof TokenFile file) {
      file.close();
    }
  }
}
