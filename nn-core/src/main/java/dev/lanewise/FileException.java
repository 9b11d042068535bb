package dev.lanewise;

/**
 * A file of weights, a model or a checkpoint is damaged, foreign, unsupported or too large, or
 * could not be read or written.
 */
public final class FileException extends LanewiseException {
  private final String file;
  private final String section;
  private final String name;
  private final String expected;
  private final String found;
  private final String remedy;

  /**
   * Creates the error.
   *
   * @param file the file
   * @param section the part of the file, such as {@code header} or {@code tensor}
   * @param name the thing within that part; may be empty
   * @param expected what the library needs there
   * @param found what it met instead
   * @param remedy what to do about it, a sentence
   */
  public FileException(
      String file, String section, String name, String expected, String found, String remedy) {
    super(
        "%s, %s: expected %s; found %s. %s"
            .formatted(file, (section + " " + name).strip(), expected, found, remedy));
    this.file = file;
    this.section = section;
    this.name = name;
    this.expected = expected;
    this.found = found;
    this.remedy = remedy;
  }

  /** The file, as it was named by the caller. */
  public String file() {
    return file;
  }

  /** The part of the file. */
  public String section() {
    return section;
  }

  /** The thing within that part, such as a tensor's name; empty if there is none. */
  public String name() {
    return name;
  }

  /** What was expected. */
  public String expected() {
    return expected;
  }

  /** What was found instead. */
  public String found() {
    return found;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}
