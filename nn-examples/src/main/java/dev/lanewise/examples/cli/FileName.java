package dev.lanewise.examples.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the names of files from the command line. */
public final class FileName implements ITypeConverter<String> {

  /** Makes options that are paths use the errors of this class. */
  public static void register(CommandLine commandLine) {
    commandLine.registerConverter(Path.class, FileName::path);
  }

  /** A text of which a path can be made. */
  @Override
  public String convert(String text) {
    path(text);
    return text;
  }

  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("must be the name of a file; found ''");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(
          "must be the name of a file in this system's encoding, %s; found '%s' (%s). Choose another encoding, as with LC_ALL=C.UTF-8, or another name"
              .formatted(System.getProperty("sun.jnu.encoding", "unknown"), text, e.getReason()));
    }
  }
}
