package dev.lanewise.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CompareTest {
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--networks=10-10",
        "--networks=784-128",
        "--networks=784-x-10",
        "--optimizers=lion",
        "--batches=0",
        "--batches=many",
        "--threads=0",
        "--rounds=0",
        "--epochs=1",
        "--fast"
      })
  void wrongOptionsAreRefusedBeforeAnythingRuns(String option) {
    CommandLine commandLine = Compare.commandLine().setErr(new PrintWriter(err));

    assertEquals(CommandLine.ExitCode.USAGE, commandLine.execute("--no-peers", option));
    assertTrue(err.toString().contains(option.substring(option.indexOf('=') + 1)), err.toString());
  }

  @Test
  void quickChangesDefaultsOnly() {
    Campaign.Plan plan = plan("--quick", "--optimizers=sgd", "--epochs=9");

    assertEquals(List.of(new Workload("784-128-10", 128, "sgd")), plan.workloads());
    assertEquals(1, plan.rounds());
    assertEquals(9, plan.epochs());
  }

  @Test
  void everythingIsComparedByDefault() {
    Campaign.Plan plan = plan();

    assertEquals(24, plan.cells().size());
    assertEquals(5, plan.rounds());
  }

  private static Campaign.Plan plan(String... options) {
    CommandLine commandLine = Compare.commandLine();
    commandLine.parseArgs(options);
    Compare compare = commandLine.getCommand();
    return compare.plan(List.of());
  }
}
