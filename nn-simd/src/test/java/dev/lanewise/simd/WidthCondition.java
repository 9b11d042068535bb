package dev.lanewise.simd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips the runs at narrower widths that would only repeat the first one. That one has the width
 * that the machine prefers, and leaves it in a file with the time at which its build began; a run
 * of the same build that asks for vectors as wide, or for wider ones than there are, has nothing to
 * add. JUnit finds this class as a service.
 */
public final class WidthCondition implements ExecutionCondition {
  private static final Path TESTED = Path.of("target", "tested-width");
  private static final String PREFERRED = "preferred";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String build = System.getProperty("lanewise.test.build");
    String bits = System.getProperty("lanewise.test.vectorBits", PREFERRED);
    if (build == null || context.getTestMethod().isPresent()) {
      return ConditionEvaluationResult.enabled("not a test class in a run of Maven");
    }
    return evaluate(TESTED, build, bits, Machine.vectorBits());
  }

  /** Decides on a run of a build; the first run leaves its width in the file. */
  static ConditionEvaluationResult evaluate(Path file, String build, String asked, int preferred) {
    try {
      if (asked.equals(PREFERRED)) {
        Files.writeString(file, build + "\n" + preferred);
        return ConditionEvaluationResult.enabled("the width that the machine prefers");
      }
      @Nullable Integer tested = tested(file, build);
      if (tested != null && tested <= Integer.parseInt(asked)) {
        return ConditionEvaluationResult.disabled(
            "this build has already tested vectors of "
                + tested
                + " bits, the widest that this machine prefers");
      }
      return ConditionEvaluationResult.enabled("not tested in this build");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Integer tested(Path file, String build) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    String[] lines = Files.readString(file).split("\n", -1);
    return lines[0].equals(build) ? Integer.valueOf(lines[1]) : null;
  }
}
