package dev.lanewise.text;

import java.util.function.Consumer;

/**
 * Pieces within which pairs of bytes are merged, much as GPT-2 has them: runs of letters, of digits
 * and of other characters, each with a space before it if there is one, and runs of white space,
 * whose last character is left to what follows. An apostrophe between letters begins a piece
 * ({@code don't} is {@code don} and {@code 't}), and marks stay with what they mark.
 */
final class PhraseCut extends Cut {
  private Kind current = Kind.OTHER;

  /** Whether the piece is an apostrophe that came after a letter. */
  private boolean apostrophe;

  PhraseCut(Consumer<String> pieces) {
    super(pieces);
  }

  @Override
  void accept(int codePoint, Kind kind) {
    boolean afterApostrophe = apostrophe;
    apostrophe = false;
    if (length() == 0) {
      current = unmarked(kind);
    } else if (current == Kind.SPACE) {
      afterSpace(kind);
    } else if (afterApostrophe && kind == Kind.LETTER) {
      current = kind;
    } else if (kind != Kind.MARK && kind != current) {
      apostrophe = current == Kind.LETTER && Kind.isApostrophe(codePoint);
      end();
      current = kind;
    }
    append(codePoint);
  }

  private void afterSpace(Kind kind) {
    if (kind != Kind.SPACE) {
      if (keepLast() != ' ') {
        end();
      }
      current = unmarked(kind);
    }
  }

  private static Kind unmarked(Kind kind) {
    return kind == Kind.MARK ? Kind.OTHER : kind;
  }
}
