package dev.lanewise.examples.cli;

import dev.lanewise.text.BytePairTokenizer;
import dev.lanewise.text.CharacterTokenizer;
import dev.lanewise.text.TextSource;
import dev.lanewise.text.Tokenizer;
import dev.lanewise.text.WordTokenizer;

/** What the tokens of a text are. */
enum TokenChoice {
  CHARACTERS,
  WORDS,
  PAIRS;

  static final class Converter extends Choice<TokenChoice> {
    Converter() {
      super(TokenChoice.class);
    }
  }

  @Override
  public String toString() {
    return Choice.name(this);
  }

  /** How many there are, at most, if nobody says. */
  int defaultSize() {
    return this == PAIRS ? 1000 : 10_000;
  }

  Tokenizer train(TextSource text, int size) {
    return switch (this) {
      case CHARACTERS -> CharacterTokenizer.train(text);
      case WORDS -> WordTokenizer.train(text, size);
      case PAIRS -> BytePairTokenizer.train(text, size);
    };
  }
}
