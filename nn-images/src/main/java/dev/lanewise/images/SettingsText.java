package dev.lanewise.images;

import dev.lanewise.DataException;
import dev.lanewise.LanewiseException;
import dev.lanewise.Printable;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Settings of images as a line of text. */
final class SettingsText {
  private static final int LONGEST = 10_000;
  private static final int LONGEST_SHOWN = 200;

  private static final Pattern FORM =
      Pattern.compile(
          "height=(\\d{1,9}) width=(\\d{1,9}) channels=(GREY|RGB) crop=(true|false)"
              + " means=(\\S+) deviations=(\\S+) maximumPixels=(\\d{1,18})");

  private SettingsText() {}

  static String write(ImageSettings settings) {
    return "height=%s width=%s channels=%s crop=%s means=%s deviations=%s maximumPixels=%s"
        .formatted(
            settings.height(),
            settings.width(),
            settings.channels().name(),
            settings.crop(),
            text(settings.normalization().means()),
            text(settings.normalization().deviations()),
            settings.maximumPixels());
  }

  private static String text(List<Double> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  static ImageSettings read(String text) {
    Matcher form = FORM.matcher(text.length() > LONGEST ? "" : text);
    if (!form.matches()) {
      throw refusal(text);
    }
    try {
      return new ImageSettings(
          Integer.parseInt(form.group(1)),
          Integer.parseInt(form.group(2)),
          Channels.valueOf(form.group(3)),
          Boolean.parseBoolean(form.group(4)),
          new Normalization(numbers(form.group(5)), numbers(form.group(6))),
          Long.parseLong(form.group(7)));
    } catch (NumberFormatException | LanewiseException e) {
      throw refusal(text);
    }
  }

  private static List<Double> numbers(String text) {
    return Arrays.stream(text.split(",", -1)).map(Double::valueOf).toList();
  }

  private static DataException refusal(String text) {
    return new DataException(
        "Settings of images: expected a text like '%s'; found '%s'. Use what ImageSettings.text has written."
            .formatted(write(ImageSettings.rgb(32, 32)), Printable.of(text, LONGEST_SHOWN)));
  }
}
