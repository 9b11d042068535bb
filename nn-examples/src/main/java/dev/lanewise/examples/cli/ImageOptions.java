package dev.lanewise.examples.cli;

import dev.lanewise.SettingException;
import dev.lanewise.images.ImageSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how images are learnt from. */
final class ImageOptions {
  private static final ImageSize DEFAULT_SIZE = new ImageSize(32, 32);

  @Option(
      names = "--size",
      paramLabel = "HEIGHTxWIDTH",
      converter = ImageSize.Converter.class,
      description =
          "Pixels that photos are stretched to; nn predict and nn evaluate do the same (default:"
              + " 32x32).")
  private Optional<ImageSize> size;

  @Option(names = "--grey", description = "Take the brightness of photos instead of their colours.")
  private boolean grey;

  @Option(
      names = "--augment",
      paramLabel = "NAME,...",
      defaultValue = AugmentChoice.NONE,
      converter = AugmentChoice.Converter.class,
      description =
          "How images vary from epoch to epoch while the network learns: flip (left to right), shift"
              + " (by up to a tenth of the size), crop (shift by up to an eighth, in whole pixels),"
              + " rotate (by up to 15 degrees), zoom (by up to a tenth), brightness, contrast, cutout"
              + " (a square of a quarter of the size), mixup (each image and its class are mixed with"
              + " another one's), or none (default: ${DEFAULT-VALUE}).")
  private AugmentChoice augment;

  AugmentChoice augment() {
    return augment;
  }

  /** How photos are read, but for what has to be measured. */
  ImageSettings settings() {
    ImageSize pixels = size.orElse(DEFAULT_SIZE);
    return grey
        ? ImageSettings.grey(pixels.height(), pixels.width())
        : ImageSettings.rgb(pixels.height(), pixels.width());
  }

  /**
   * Refuses options that say nothing about data of a kind.
   *
   * @throws SettingException if there are such
   */
  void refuseOthers(String data, DataKind kind) {
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("--size", size.isPresent() && kind != DataKind.PHOTOS);
    given.put("--grey", grey && kind != DataKind.PHOTOS);
    boolean images = kind == DataKind.IDX || kind == DataKind.PHOTOS;
    given.put("--augment", !augment.isNone() && !images);
    given.forEach((option, isOther) -> {
      if (isOther) {
        throw new SettingException(
            "%1$s belongs to %2$s; '%3$s' %4$s. Leave %1$s out."
                .formatted(
                    option,
                    option.equals("--augment") ? "images" : "a directory of photos",
                    data,
                    switch (kind) {
                      case TABLE, SERIES -> "is a table";
                      case TEXT -> "is a text";
                      case IDX, PHOTOS -> "has images of one size";
                    }));
      }
    });
  }
}
