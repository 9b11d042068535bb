package dev.lanewise.bench.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PredictTest {

  @ParameterizedTest
  @ValueSource(strings = {"resnet-8", "784", "784-x-10", "784-0-10", "cnn-10"})
  void networksThatCannotBeWrittenAreRefusedBeforeAnythingRuns(String network) {
    StringWriter err = new StringWriter();
    CommandLine commandLine = Predict.commandLine().setErr(new PrintWriter(err));

    assertEquals(
        CommandLine.ExitCode.USAGE,
        commandLine.execute("--no-peers", "--networks", "lenet," + network));
    assertTrue(err.toString().contains("found " + network), err.toString());
  }

  @Test
  void networksArePredictedWithOneSampleAndMany() {
    assertEquals(
        List.of(
            new Request("cnn", 1),
            new Request("cnn", 128),
            new Request("30-8-2", 1),
            new Request("30-8-2", 128)),
        requests("--networks=cnn,30-8-2"));
    assertEquals(Request.all(), requests());
    assertTrue(Request.all().containsAll(Request.of(Request.OF_IMAGES)));
  }

  private static List<Request> requests(String... options) {
    CommandLine commandLine = Predict.commandLine();
    commandLine.parseArgs(options);
    Predict predict = commandLine.getCommand();
    return predict.requests();
  }
}
