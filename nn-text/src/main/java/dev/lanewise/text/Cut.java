package dev.lanewise.text;

import java.util.function.Consumer;

/**
 * Cuts a text into pieces as its characters come; the pieces, one behind the other, are the text. A
 * run longer than {@link #LONGEST} characters is cut there, so that no text needs much memory.
 * Belongs to one thread.
 */
abstract class Cut {
  /** Characters of the longest piece. */
  static final int LONGEST = 64;

  private final Consumer<String> pieces;
  private final StringBuilder piece = new StringBuilder();
  private int length;

  /** Cuts for somebody who takes the pieces. */
  Cut(Consumer<String> pieces) {
    this.pieces = pieces;
  }

  /** Cuts a text from its start to its end. */
  final void all(CodePoints text) {
    for (int c = text.next(); c != CodePoints.END; c = text.next()) {
      accept(c, Kind.of(c));
    }
    end();
  }

  /** Takes the next character, which belongs to the piece at hand or is the first of another. */
  abstract void accept(int codePoint, Kind kind);

  /** Gives the piece at hand away, and starts anew. */
  void end() {
    if (length > 0) {
      pieces.accept(piece.toString());
      piece.setLength(0);
      length = 0;
    }
  }

  /** Appends a character, after giving the piece away if it is full. */
  final void append(int codePoint) {
    if (length == LONGEST) {
      pieces.accept(piece.toString());
      piece.setLength(0);
      length = 0;
    }
    piece.appendCodePoint(codePoint);
    length++;
  }

  /** Gives all but the last character of the piece away; the last one is its only one then. */
  final int keepLast() {
    int last = piece.codePointBefore(piece.length());
    if (length > 1) {
      piece.setLength(piece.length() - Character.charCount(last));
      pieces.accept(piece.toString());
      piece.setLength(0);
      piece.appendCodePoint(last);
      length = 1;
    }
    return last;
  }

  /** Characters of the piece at hand. */
  final int length() {
    return length;
  }
}
