package dev.lanewise.examples.cli;

import dev.lanewise.SettingException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how a table is learnt from. */
final class TableOptions {

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description =
          "The column of a CSV file to predict; all others are inputs. Text makes classes, numbers"
              + " a regression; a column with both is refused. Numbers are written like -1.5 or 2e-3."
              + " Missing values, such as empty ones, ?, NA, N/A, NaN and null, are refused.")
  private Optional<String> target;

  @Option(
      names = "--test-share",
      paramLabel = "SHARE",
      defaultValue = "0.2",
      converter = Numbers.Share.class,
      description =
          "Share of a table's rows to test with, above 0 and below 1 (default: ${DEFAULT-VALUE}).")
  private float testShare;

  boolean hasTarget() {
    return target.isPresent();
  }

  String target(String data) {
    return target.orElseThrow(() ->
        new SettingException(
            "'%s' is neither mnist nor a directory; to learn from a CSV file, name the column to predict with --target."
                .formatted(data)));
  }

  void refuseTarget(String data) {
    if (target.isPresent()) {
      throw new SettingException(
          "--target belongs to a CSV file; '%s' has images, whose classes are the target."
              .formatted(data));
    }
  }

  double testShare() {
    if (testShare <= 0) {
      throw new SettingException(
          "--test-share must be above 0 and below 1; found " + testShare + ".");
    }
    return testShare;
  }
}
