package dev.lanewise.examples.cli;

import dev.lanewise.nn.Model;
import java.util.HexFormat;

/** How checksums are written. */
final class Checksum {

  private Checksum() {}

  /** Sixteen hexadecimal digits. */
  static String text(Model model) {
    return HexFormat.of().toHexDigits(model.checksum());
  }
}
