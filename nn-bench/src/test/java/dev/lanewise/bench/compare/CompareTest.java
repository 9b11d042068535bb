package dev.lanewise.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

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
        "--screening-epochs=1",
        "--samples=0",
        "--samples=60001",
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

    assertEquals(List.of(new Workload("784-128-10", 128, "sgd", 60_000)), plan.workloads());
    assertEquals(1, plan.rounds());
    assertEquals(9, plan.epochs());
  }

  @Test
  void everythingIsComparedByDefaultLargeNetworksOnFewerSamples() {
    Campaign.Plan plan = plan();

    assertEquals(36, plan.cells().size());
    assertEquals(3, plan.rounds());
    assertTrue(plan.workloads().contains(new Workload("784-2048-2048-10", 1024, "adam", 6000)));
  }

  @Test
  void networksOfTokensHaveTheirBatchesAndOptimizers() {
    Campaign.Plan plan = plan("--networks=lstm-128,lstm-256,gru-128,gpt", "--quick");

    assertEquals(
        List.of(
            new Workload("lstm-128", 32, "adam", 3200),
            new Workload("lstm-256", 64, "adam", 1280),
            new Workload("gru-128", 32, "adam", 3200),
            new Workload("gpt", 32, "adamw", 1600)),
        plan.workloads());
    assertEquals(
        List.of(new Workload("gpt", 8, "sgd", 40)),
        plan("--networks=gpt", "--batches=8", "--optimizers=sgd", "--samples=40").workloads());
  }

  @Test
  void samplesAreForAllNetworksOrForEach() {
    assertEquals(List.of(500, 500), samples("784-10,784-16-10", "500"));
    assertEquals(List.of(500, 60), samples("784-10,784-16-10", "500,60"));
    assertThrows(ParameterException.class, () -> samples("784-10", "500,60"));
    assertThrows(ParameterException.class, () -> samples("784-10,784-10,784-10", "500,60"));
  }

  @Test
  void unknownPeersAreRefused() {
    CommandLine commandLine = Compare.commandLine().setErr(new PrintWriter(err));

    assertEquals(CommandLine.ExitCode.USAGE, commandLine.execute("--peers=pytorch,theano"));
    assertTrue(err.toString().contains("found theano"), err.toString());
  }

  private static List<Integer> samples(String networks, String samples) {
    return plan("--networks=" + networks, "--samples=" + samples, "--optimizers=sgd", "--batches=9")
        .workloads()
        .stream()
        .map(Workload::samples)
        .toList();
  }

  private static Campaign.Plan plan(String... options) {
    CommandLine commandLine = Compare.commandLine();
    commandLine.parseArgs(options);
    Compare compare = commandLine.getCommand();
    return compare.plan(List.of());
  }
}
