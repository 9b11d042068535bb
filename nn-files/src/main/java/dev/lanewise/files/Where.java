package dev.lanewise.files;

import dev.lanewise.FileException;
import java.nio.file.Path;

/** A place in a file, for errors. */
record Where(String file, String section, String name) {
  static final String GET_AGAIN =
      "The file is damaged or was made by something else; copy or make it again.";

  static final String CHANGE_IT =
      "It could be written, but never be read again; change it before it is saved.";

  static Where file(Path file) {
    return new Where(file.toString(), "file", "");
  }

  Where in(String otherSection) {
    return new Where(file, otherSection, "");
  }

  Where named(String thing) {
    return new Where(file, section, Text.quoted(thing));
  }

  Where element(int index) {
    return new Where(file, section, "%s[%s]".formatted(name, index));
  }

  FileException refuse(String expected, String found, String remedy) {
    return new FileException(file, section, name, expected, found, remedy);
  }

  FileException refuse(String expected, String found) {
    return refuse(expected, found, GET_AGAIN);
  }

  FileException unreadable(Exception cause) {
    return failed("a readable file", cause, "Check its permissions and its disk.");
  }

  /** What was tried has failed. */
  FileException failed(String expected, Exception cause, String remedy) {
    FileException error = refuse(expected, "an error (" + Text.cause(cause) + ")", remedy);
    error.initCause(cause);
    return error;
  }
}
