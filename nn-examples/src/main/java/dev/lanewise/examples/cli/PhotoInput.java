package dev.lanewise.examples.cli;

import dev.lanewise.images.ImageFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Photos that commands read. */
final class PhotoInput {
  private PhotoInput() {}

  /**
   * Tells directories with other files apart, by names and lengths.
   *
   * @param directory whose files they are
   */
  static Optional<String> fingerprint(ImageFolder folder, Path directory) {
    CRC32C sum = new CRC32C();
    String separator = directory.getFileSystem().getSeparator();
    try {
      for (Path file : folder.files()) {
        String name = directory.relativize(file).toString().replace(separator, "/");
        String line = "%s %s\n".formatted(name, Files.size(file));
        sum.update(line.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // Whoever reads the file next tells what is wrong.
      return Optional.empty();
    }
    return Optional.of("%s photos, CRC %08x".formatted(folder.size(), sum.getValue()));
  }
}
