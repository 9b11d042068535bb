package dev.lanewise.text;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.UsageException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where text comes from: files of UTF-8, strings, or a reader. It is read from start to end with
 * little memory, so that it may be larger than the heap.
 *
 * <p>Files are decoded strictly; a byte order mark at the start of one is passed over, everything
 * else is text. Errors name the file, the offset of the byte, which counts from 0, and the line,
 * which counts from 1 and ends with a line feed. Each file and each string must have at least one
 * character; no token reaches from one into the next.
 *
 * <p>Immutable and thread-safe, but for what is behind a reader.
 */
public final class TextSource {
  private final List<Supplier<CodePoints>> parts;

  private TextSource(List<Supplier<CodePoints>> parts) {
    this.parts = parts;
  }

  /** A file of UTF-8. It is opened whenever it is read, and not now. */
  public static TextSource file(Path file) {
    return files(List.of(file));
  }

  /**
   * Files of UTF-8, one after the other.
   *
   * @throws SettingException if there are none
   */
  public static TextSource files(List<Path> files) {
    List<Supplier<CodePoints>> parts = new ArrayList<>();
    files.forEach(file -> parts.add(() -> Utf8.open(file)));
    return of(parts);
  }

  /** A text in memory. */
  public static TextSource text(String text) {
    return text("Text", text);
  }

  /** A text in memory that errors call so. */
  static TextSource text(String name, String text) {
    return of(List.of(() -> of(name, text)));
  }

  /**
   * Texts in memory, one after the other. Errors call them text 0, text 1 and so on.
   *
   * @throws SettingException if there are none
   */
  public static TextSource texts(List<String> texts) {
    List<Supplier<CodePoints>> parts = new ArrayList<>();
    for (String text : texts) {
      String name = "Text " + parts.size();
      parts.add(() -> of(name, text));
    }
    return of(parts);
  }

  /**
   * What a reader gives, which is read once and closed then.
   *
   * @param name what errors call it
   */
  public static TextSource reader(String name, Reader reader) {
    AtomicBoolean used = new AtomicBoolean();
    String shown = Messages.shown(name);
    return of(
        List.of(() -> {
          if (used.getAndSet(true)) {
            throw new UsageException(
                "%s: expected a text that is read once; found a second reading of a reader. Use TextSource.file."
                    .formatted(shown));
          }
          return new Utf16(shown, reader);
        }));
  }

  private static TextSource of(List<Supplier<CodePoints>> parts) {
    if (parts.isEmpty()) {
      throw new SettingException("TextSource: expected at least 1 text; found none.");
    }
    return new TextSource(List.copyOf(parts));
  }

  /**
   * How many characters some tokens of the text stand for, those that a tokenizer does not know
   * included. Reads all of the text; a character counts with the token that has its first byte.
   *
   * @param tokenizer cuts the text
   * @param first the first token, counted from 0
   * @param end the one after the last
   * @throws DataException if the text is malformed, empty or cannot be read
   */
  public long characters(Tokenizer tokenizer, long first, long end) {
    CharacterCount count = new CharacterCount(first, end);
    read(count.encoding(tokenizer)::encode);
    return count.characters();
  }

  /** The characters of a string. */
  static CodePoints of(String name, String text) {
    return new Utf16(name, new StringReader(text));
  }

  /**
   * Reads all parts.
   *
   * @param reader gets each part, at its start
   * @throws DataException if one is malformed, empty or cannot be read
   */
  void read(Consumer<CodePoints> reader) {
    for (Supplier<CodePoints> part : parts) {
      try (CodePoints characters = part.get()) {
        reader.accept(characters);
      }
    }
  }
}
