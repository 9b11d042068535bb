package dev.lanewise.images;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The formats of files that are read, told by how files begin, whatever their names. */
enum ImageFormat {
  PNG("\u0089PNG\r\n\u001a\n", "png"),
  JPEG("\u00ff\u00d8\u00ff", "jpg", "jpeg", "jpe", "jfif"),
  GIF("GIF8", "gif"),
  BMP("BM", "bmp", "dib");

  private final String beginning;
  private final String[] endings;

  ImageFormat(String beginning, String... endings) {
    this.beginning = beginning;
    this.endings = endings;
  }

  static Optional<ImageFormat> of(byte[] file) {
    return Stream.of(values()).filter(format -> begins(file, 0, format.beginning)).findFirst();
  }

  /** Whether a file's name says that it is an image. */
  static boolean isName(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Stream.of(values())
        .flatMap(format -> Stream.of(format.endings))
        .anyMatch(ending::equals);
  }

  /** What a file that is none of these looks like. */
  static String guess(byte[] file) {
    if (file.length == 0) {
      return "an empty file";
    }
    if (begins(file, 0, "RIFF") && begins(file, 8, "WEBP")) {
      return "a WebP image";
    }
    if (begins(file, 0, "II*\0") || begins(file, 0, "MM\0*")) {
      return "a TIFF image";
    }
    if (begins(file, 4, "ftyp")) {
      return "an HEIC or AVIF image or a film";
    }
    return looksLikeText(file) ? "a text" : "something else";
  }

  private static boolean looksLikeText(byte[] file) {
    for (int i = 0; i < Math.min(file.length, 100); i++) {
      if (file[i] >= 0 && file[i] < ' ' && !Character.isWhitespace(file[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean begins(byte[] file, int at, String text) {
    if (file.length < at + text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if ((file[at + i] & 0xff) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
