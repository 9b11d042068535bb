package dev.lanewise.nn;

import dev.lanewise.Printable;
import dev.lanewise.SettingException;
import java.util.regex.Pattern;

/** What nodes and inputs may be called: what files, patterns and messages can hold. */
final class Names {
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_./-]{0,199}");

  private Names() {}

  static void check(String kind, String name) {
    if (!ALLOWED.matcher(name).matches()) {
      throw new SettingException(
          "%s name '%s': must be 1 to 200 letters, digits or any of '_./-', and begin with a letter, a digit or '_'."
              .formatted(kind, Printable.of(name)));
    }
  }
}
