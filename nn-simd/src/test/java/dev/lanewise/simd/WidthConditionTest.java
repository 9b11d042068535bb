package dev.lanewise.simd;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WidthConditionTest {
  @TempDir private Path directory;

  private boolean skips(String build, String asked, int preferred) {
    return WidthCondition.evaluate(directory.resolve("width"), build, asked, preferred)
        .isDisabled();
  }

  @Test
  void theFirstRunIsNeverSkipped() {
    assertFalse(skips("a", "preferred", 256));
    assertFalse(skips("a", "preferred", 256));
    assertFalse(skips("b", "preferred", 256));
  }

  @Test
  void whatIsAsWideAsTheFirstRunIsSkipped() {
    assertFalse(skips("a", "preferred", 256));
    assertTrue(skips("a", "256", 256));
    assertFalse(skips("a", "128", 128));
  }

  @Test
  void narrowerOnesAreTestedOnAWiderMachine() {
    assertFalse(skips("a", "preferred", 512));
    assertFalse(skips("a", "256", 256));
    assertFalse(skips("a", "128", 128));
  }

  /** Even if the width that was asked for was not obeyed, which a test tells then. */
  @Test
  void theWidthThatWasAskedForCounts() {
    assertFalse(skips("a", "preferred", 512));
    assertFalse(skips("a", "256", 512));
  }

  @Test
  void vectorsThatTheMachineHasNotAreSkipped() {
    assertFalse(skips("a", "preferred", 128));
    assertTrue(skips("a", "256", 128));
    assertTrue(skips("a", "128", 128));
  }

  @Test
  void anotherBuildCountsForNothing() {
    assertFalse(skips("a", "256", 256));
    assertFalse(skips("a", "preferred", 256));
    assertFalse(skips("b", "256", 256));
  }

  @Test
  void aSkipSaysWhy() {
    Path file = directory.resolve("width");
    WidthCondition.evaluate(file, "a", "preferred", 256);
    String reason = WidthCondition.evaluate(file, "a", "256", 256).getReason().orElseThrow();
    assertTrue(reason.contains("256 bits"), reason);
  }
}
