package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class UsageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          train --batch 0       | nn train: --batch must be at least 1; found 0.
          train --batch many    | nn train: --batch must be a whole number; found 'many'.
          train --batch 1e3     | nn train: --batch must be a whole number; found '1e3'.
          train --batch=        | nn train: --batch must be a whole number; found ''.
          train --batch 2147483648 | nn train: --batch must be at most 2147483647; found 2147483648.
          train --epochs -1     | nn train: --epochs must be at least 1; found -1.
          train --batch 99999999999999999999 | nn train: --batch must be at most 2147483647; found 99999999999999999999.
          train --batch -99999999999999999999 | nn train: --batch must be at least 1; found -99999999999999999999.
          train --seed 99999999999999999999 | nn train: --seed must be at most 9223372036854775807; found 99999999999999999999.
          train --most-categories 3000000000 | nn train: --most-categories must be at most 2147483647; found 3000000000.
          train --depth 1001    | nn train: --depth must be at most 1000; found 1001.
          generate --tokens 0   | nn generate: --tokens must be at least 1; found 0.
          generate --temperature warm | nn generate: --temperature must be a number; found 'warm'.
          generate --temperature -1 | nn generate: --temperature must be finite and at least 0; found -1.
          generate --temperature NaN | nn generate: --temperature must be finite and at least 0; found NaN.
          generate --top-k 1.5  | nn generate: --top-k must be a whole number; found '1.5'.
          generate --top-k -1   | nn generate: --top-k must be at least 0; found -1.
          generate --top-k 3000000000 | nn generate: --top-k must be at most 2147483647; found 3000000000.
          generate --top-p most | nn generate: --top-p must be a number; found 'most'.
          generate --top-p 0    | nn generate: --top-p must be above 0 and at most 1; found 0.
          generate --top-p 1.5  | nn generate: --top-p must be above 0 and at most 1; found 1.5.
          generate --seed x     | nn generate: --seed must be a whole number; found 'x'.
          generate --model m --stop= | nn generate: --stop must be a text of at least 1 character; found none.
          train --threads 0     | nn train: --threads must be at least 1; found 0.
          train --threads 1025  | nn train: --threads must be at most 1024; found 1025.
          train --seed 0.5      | nn train: --seed must be a whole number; found '0.5'.
          train --lr 0          | nn train: --lr must be positive and below 1e9; found 0.
          train --lr NaN        | nn train: --lr must be positive and below 1e9; found NaN.
          train --lr fast       | nn train: --lr must be a number; found 'fast'.
          train --dropout 1     | nn train: --dropout must be at least 0 and below 1; found 1.
          train --dropout -0.1  | nn train: --dropout must be at least 0 and below 1; found -0.1.
          train --hidden 128,0  | nn train: --hidden must be at least 1; found 0.
          train --hidden 128,   | nn train: --hidden must be a whole number; found ''.
          train --backend gpu   | nn train: --backend must be one of reference, simd; found 'gpu'.
          train --activation up | nn train: --activation must be one of relu, sigmoid, tanh, leaky_relu, elu, selu, gelu, silu, softplus, softsign, hard_sigmoid, hard_tanh; found 'up'.
          train --init random   | nn train: --init must be one of glorot_uniform, glorot_normal, he_uniform, he_normal, lecun_uniform, lecun_normal, torch; found 'random'.
          train --optimizer sdg | nn train: --optimizer must be one of sgd, momentum, nesterov, rmsprop, adam, adamw, nadam, adamax, adagrad, adadelta, lion; found 'sdg'.
          train --network foo   | nn train: --network must be one of dense, lenet, cnn, vgg, resnet, mobilenet, lstm, gru, gpt, rnn or a file that ends in .json; found 'foo'.
          train --depth 0       | nn train: --depth must be at least 1; found 0.
          train --size 32       | nn train: --size must be height x width from 1 to 4096, such as 32x32; found '32'.
          train --size 0x8      | nn train: --size must be height x width from 1 to 4096, such as 32x32; found '0x8'.
          train --augment flip,up | nn train: --augment must be one of flip, shift, crop, rotate, zoom, brightness, contrast, cutout, mixup; found 'up'.
          predict --model m     | nn predict: Name photos, or a table with --data.
          predict --model m --data t.csv a.jpg | nn predict: Name photos or a table with --data, not both.
          train --frobnicate    | nn train: Unknown option: '--frobnicate'.
          train --epochs        | nn train: Missing required parameter for option '--epochs' (COUNT).
          doctor now            | nn doctor: Unmatched argument at index 1: 'now'.
          example maze          | nn example: NAME must be one of neuron, perceptron, logic, xor, sine, boundary, curve, overfitting, mnist, units, saliency, cnn, filters, photos, adding, series, opinions, words; found 'maze'.
          """)
  void wrongValuesAreOneLineAndStatus2(String args, String message) {
    Outcome outcome = Outcome.of(args.split(" "));
    String command = message.substring(0, message.indexOf(':'));
    assertEquals(
        message + " Try '" + command + " --help'." + System.lineSeparator(), outcome.err());
    assertEquals("", outcome.out());
    assertEquals(2, outcome.status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bench"})
  void withoutACommandTheUsageIsShown(String group) {
    String[] alone = group.isEmpty() ? new String[0] : new String[] {group};
    Outcome outcome = Outcome.of(alone);
    assertEquals(2, outcome.status());
    assertEquals("", outcome.out());
    for (String command : spec(group).getSubcommands().keySet()) {
      assertTrue(outcome.err().contains("\n  " + command + " "), outcome.err());
    }
    String help = group.isEmpty() ? "--help" : "bench --help";
    assertEquals(Outcome.of(help.split(" ")).out(), outcome.err());
  }

  @Test
  void anUnknownCommandIsOneLineAndStatus2() {
    for (String[] command : new String[][] {{"fly"}, {"bench", "fly"}}) {
      Outcome outcome = Outcome.of(command);
      assertEquals(2, outcome.status());
      assertTrue(outcome.err().contains("'fly'"), outcome.err());
    }
  }

  /** The other module's commands, as its program tells them apart. */
  @Test
  void everyBenchmarkIsListed() throws IOException {
    String program =
        Files.readString(Path.of("../nn-bench/src/main/java/dev/lanewise/bench/Bench.java"));
    Set<String> commands =
        Pattern.compile("case \"([a-z]+)\"")
            .matcher(program)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    assertTrue(commands.contains("gate"), commands.toString());
    assertEquals(commands, spec("bench").getSubcommands().keySet());
  }

  /** With this program alone, as on Windows; else the script starts another one. */
  @Test
  void benchmarksNeedTheScript() {
    Outcome outcome = Outcome.of("bench", "gate", "--forks", "3", "a.json", "--help");
    assertEquals(1, outcome.status());
    assertEquals("", outcome.out());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().contains("./nn bench gate"), outcome.err());
  }

  @Test
  void missingDataIsOneLineAndStatus1() {
    Outcome outcome = Outcome.of("train", "--data", "no/such/directory");
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertTrue(outcome.err().startsWith("nn train: no/such/directory"), outcome.err());
    assertEquals("", outcome.out());
    assertEquals(1, outcome.status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "train", "doctor", "example", "bench", "completion"})
  void helpIsComplete(String command) {
    Outcome help = command.isEmpty() ? Outcome.of("--help") : Outcome.of(command, "--help");
    assertEquals(0, help.status());
    assertEquals("", help.err());
    assertTrue(help.out().startsWith("Usage: nn"));
    assertTrue(help.out().contains("Examples:"));
    assertTrue(help.out().contains("Exit status:"));
    for (OptionSpec option : spec(command).getCommandSpec().options()) {
      assertTrue(help.out().contains(option.longestName()), option.longestName());
      assertTrue(option.description().length > 0, option.longestName());
    }
  }

  private static CommandLine spec(String command) {
    CommandLine program = Nn.commandLine();
    return command.isEmpty()
        ? program
        : Objects.requireNonNull(program.getSubcommands().get(command));
  }

  @Test
  void helpTellsDefaults() {
    String help = Outcome.of("train", "--help").out().replaceAll("\\s+", " ");
    for (String value :
        new String[] {"mnist", "128", "relu", "glorot_uniform", "0", "adam", "5", "1"}) {
      assertTrue(help.contains("(default: " + value + ")"), value);
    }
    assertTrue(help.contains("0.1 for sgd; 0.05 for momentum and nesterov; 0.001 for rmsprop"));
  }

  @Test
  void versionIsTold() {
    Outcome outcome = Outcome.of("--version");
    assertTrue(outcome.out().startsWith("Lanewise "));
    assertEquals(0, outcome.status());
  }

  @Test
  void completionIsAScriptForTheShell() {
    Outcome outcome = Outcome.of("completion");
    assertEquals(0, outcome.status());
    assertTrue(outcome.out().startsWith("#!/usr/bin/env bash"), outcome.out());
    assertTrue(outcome.out().contains("complete -F _complete_nn -o default nn"), outcome.out());
    assertTrue(outcome.out().contains("_optimizer_option_args=(\"sgd\""), outcome.out());
    assertTrue(
        outcome.out().contains("local commands=\"compare products predict generate cold gate\""));
    assertTrue(outcome.out().contains("_backend_option_args=(\"reference\""), outcome.out());
  }

  @Test
  void doctorLooksAtEveryBackend() {
    Outcome outcome = Outcome.of("doctor");
    assertTrue(outcome.out().contains("reference can run"), outcome.out());
    assertTrue(outcome.out().contains("processors"));
    assertEquals(outcome.out().contains("simd can run") ? 0 : 1, outcome.status());
  }
}
