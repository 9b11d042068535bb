package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table that comes with the sources, as the README uses it. */
class PenguinsTest {
  private static final Path PENGUINS = Path.of("data", "penguins.csv");
  private static final Pattern ACCURACY = Pattern.compile("test accuracy ([0-9.]+) %");

  @TempDir Path directory;

  @Test
  void isLearntScoredAndPredicted() {
    Path model = directory.resolve("penguins.safetensors");
    Outcome trained =
        Outcome.of(
            "train",
            "--data=" + PENGUINS,
            "--target=species",
            "--impute=median",
            "--model=" + model);
    assertEquals(0, trained.status(), trained.err());
    Matcher accuracy = ACCURACY.matcher(trained.out().lines().toList().reversed().get(1));
    assertTrue(accuracy.find(), trained.out());
    assertTrue(Double.parseDouble(accuracy.group(1)) >= 95, trained.out());
    Outcome scored = Outcome.of("evaluate", "--model=" + model, "--data=" + PENGUINS, "--held-out");
    assertEquals(0, scored.status(), scored.err());
    assertTrue(scored.out().contains("the 69 rows"), scored.out());
    Outcome predicted = Outcome.of("predict", "--model=" + model, "--data=" + PENGUINS, "--proba");
    assertEquals(
        "species,P(Adelie),P(Chinstrap),P(Gentoo)",
        predicted.out().lines().findFirst().orElseThrow());
    assertEquals(345, predicted.out().lines().count());
  }
}
