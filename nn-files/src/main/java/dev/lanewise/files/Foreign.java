package dev.lanewise.files;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Recognises what people commonly have in place of a safetensors file. */
final class Foreign {
  /** So many bytes are looked at. */
  static final int LOOKED_AT = 64;

  private static final int FIRST_PICKLE = 2;
  private static final int LAST_PICKLE = 5;

  private Foreign() {}

  /**
   * Something else, and how to make use of it.
   *
   * @param name what it is
   * @param remedy what to do
   */
  record Kind(String name, String remedy) {}

  /** What a file is that begins with those bytes, if it is a known thing. */
  static Optional<Kind> recognise(byte[] beginning) {
    String text = new String(beginning, StandardCharsets.ISO_8859_1);
    String lower = text.replace("\u00ef\u00bb\u00bf", "").stripLeading().toLowerCase(Locale.ROOT);
    if (text.startsWith("PK\u0003\u0004") || text.startsWith("PK\u0005\u0006")) {
      return kind(
          "a zip archive, such as a PyTorch, Keras or DL4J model",
          "Save the weights as safetensors with the program that made it.");
    }
    if (isPickle(beginning)) {
      return kind(
          "a Python pickle, which can run code when it is read",
          "Save the weights as safetensors with the program that made it.");
    }
    if (lower.startsWith("version https://git-lfs")) {
      return kind("a Git LFS pointer", "Fetch the file itself with 'git lfs pull'.");
    }
    if (lower.startsWith("<")) {
      return kind("a web page (HTML or XML)", "Download the file itself, not the page about it.");
    }
    if (text.startsWith("\u001f\u008b")) {
      return kind("gzip data", "Decompress it first.");
    }
    if (text.startsWith("\u0089HDF")) {
      return kind("an HDF5 file, such as a Keras model", "Save the weights as safetensors.");
    }
    if (text.startsWith("GGUF")) {
      return kind("a GGUF file", "Save the weights as safetensors.");
    }
    if (text.startsWith("\u0093NUMPY")) {
      return kind("a NumPy array", "Save the weights as safetensors.");
    }
    return lower.startsWith("{")
        ? kind("JSON text without the length before it", Where.GET_AGAIN)
        : Optional.empty();
  }

  private static boolean isPickle(byte[] beginning) {
    return beginning.length >= 2
        && beginning[0] == (byte) 0x80
        && beginning[1] >= FIRST_PICKLE
        && beginning[1] <= LAST_PICKLE;
  }

  private static Optional<Kind> kind(String name, String remedy) {
    return Optional.of(new Kind(name, remedy));
  }
}
