package dev.lanewise.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Gives out the characters of bytes as soon as they are complete. */
final class ByteDecoder implements TokenDecoder {
  /** Bytes of a character that is not complete yet. */
  private static final int MOST_WAITING = 4;

  private final BytePairTokenizer tokenizer;
  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final ByteBuffer bytes = ByteBuffer.allocate(BytePairTokenizer.LONGEST + MOST_WAITING);
  private final CharBuffer characters = CharBuffer.allocate(bytes.capacity() + 1);

  ByteDecoder(BytePairTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  @Override
  public String next(int token) {
    bytes.put(tokenizer.bytesOf(token)).flip();
    utf8.decode(bytes, characters, false);
    bytes.compact();
    return taken();
  }

  @Override
  public String end() {
    bytes.flip();
    utf8.decode(bytes, characters, true);
    utf8.flush(characters);
    utf8.reset();
    bytes.clear();
    return taken();
  }

  private String taken() {
    String text = characters.flip().toString();
    characters.clear();
    return text;
  }
}
