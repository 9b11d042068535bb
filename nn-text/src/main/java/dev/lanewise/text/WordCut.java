package dev.lanewise.text;

import java.util.function.Consumer;

/**
 * Pieces are words, with apostrophes between their letters, numbers, and single characters of white
 * space and punctuation. Marks stay with what they mark.
 */
final class WordCut extends Cut {
  private static final int NONE = -1;

  private Kind current = Kind.OTHER;

  /** Came after a letter, and belongs to the word if another letter follows. */
  private int apostrophe = NONE;

  WordCut(Consumer<String> pieces) {
    super(pieces);
  }

  @Override
  void accept(int codePoint, Kind kind) {
    if (apostrophe != NONE) {
      settle(kind);
    }
    if (current == Kind.LETTER && length() > 0 && Kind.isApostrophe(codePoint)) {
      apostrophe = codePoint;
    } else {
      add(codePoint, kind);
    }
  }

  private void settle(Kind next) {
    int held = apostrophe;
    apostrophe = NONE;
    if (next == Kind.LETTER) {
      append(held);
    } else {
      add(held, Kind.OTHER);
    }
  }

  private void add(int codePoint, Kind kind) {
    if (!continues(kind)) {
      super.end();
      current = kind == Kind.MARK ? Kind.OTHER : kind;
    }
    append(codePoint);
  }

  private boolean continues(Kind kind) {
    return switch (kind) {
      case MARK -> current != Kind.SPACE;
      case LETTER, DIGIT -> kind == current;
      case SPACE, OTHER -> false;
    };
  }

  @Override
  void end() {
    if (apostrophe != NONE) {
      settle(Kind.OTHER);
    }
    super.end();
  }
}
