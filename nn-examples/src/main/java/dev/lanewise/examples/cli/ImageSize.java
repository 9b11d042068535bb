package dev.lanewise.examples.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The size of images.
 *
 * @param height in pixels
 * @param width in pixels
 */
record ImageSize(int height, int width) {
  private static final int MOST = 4096;

  @Override
  public String toString() {
    return height + "x" + width;
  }

  static final class Converter implements ITypeConverter<ImageSize> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})x(\\d{1,9})");

    @Override
    public ImageSize convert(String text) {
      Matcher form = FORM.matcher(text);
      if (form.matches()) {
        int height = Integer.parseInt(form.group(1));
        int width = Integer.parseInt(form.group(2));
        if (Math.min(height, width) >= 1 && Math.max(height, width) <= MOST) {
          return new ImageSize(height, width);
        }
      }
      throw new TypeConversionException(
          "must be height x width from 1 to %s, such as 32x32; found '%s'".formatted(MOST, text));
    }
  }
}
