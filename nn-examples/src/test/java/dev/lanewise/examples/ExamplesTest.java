package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.data.Dataset;
import dev.lanewise.data.Subset;
import dev.lanewise.predict.Predictor;
import dev.lanewise.train.EpochResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExamplesTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/lanewise/examples");

  @Test
  void mnistLearnsFromFewDigits() {
    Dataset train = Subset.first(MnistData.training(), 2000);
    Dataset test = Subset.first(MnistData.test(), 500);
    EpochResult last = Mnist.train(train, test, 3).last();
    assertTrue(last.validation().orElseThrow().accuracy().orElseThrow() > 0.75);
  }

  @Test
  void xorIsLearned() {
    Predictor predictor = Predictor.of(Xor.train());
    for (float[] input : Xor.INPUTS) {
      double expected = input[0] == input[1] ? 0 : 1;
      assertEquals(expected, Xor.probability(predictor, input), 0.05);
    }
  }

  @Test
  void sineIsLearned() {
    Predictor predictor = Predictor.of(SineRegression.train());
    for (float x = -3; x <= 3; x += 0.25f) {
      assertEquals(Math.sin(x), predictor.predict(new float[] {x})[0], 0.05);
    }
  }

  @Test
  void aHiddenLayerLearnsWhatThePerceptronCannot() {
    assertEquals(4, PerceptronDemo.rightByNetwork());
  }

  @ParameterizedTest
  @ValueSource(strings = {"perceptron", "xor", "sine"})
  void commandRunsTheProgram(String name) throws IOException {
    assertFalse(run(name).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"neuron", "logic", "boundary", "curve", "overfitting", "units"})
  void lessonsExplainThemselvesOnEveryTerminal(String name) throws IOException {
    String printed = run(name);
    assertTrue(printed.contains("Look at: "), printed);
    assertTrue(printed.contains("Try: "), printed);
    for (String line : printed.lines().toList()) {
      assertTrue(line.length() <= 80, line);
      assertTrue(line.chars().allMatch(c -> c >= ' ' && c <= '~'), line);
    }
  }

  /** No machine, backend or number of threads may print others. */
  @ParameterizedTest
  @CsvSource({
    "neuron, '   4  1.6275  0.9000   0.25538'",
    "logic, 'XOR, two hidden neurons   0.001  0.999  0.999  0.001   4 of 4 right'",
    "boundary, 'Two hidden layers, epoch 100: 99.1 % of fresh points right'"
  })
  void numbersAreTheSameEverywhere(String name, String line) throws IOException {
    assertTrue(run(name).lines().anyMatch(printed -> printed.startsWith(line)));
  }

  /** Runs an example, and returns what it printed; its source, named last, must exist. */
  private static String run(String name) throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    Outcome outcome;
    try (PrintStream capture = new PrintStream(printed, false, StandardCharsets.UTF_8)) {
      System.setOut(capture);
      outcome = Outcome.of("example", name);
    } finally {
      System.setOut(before);
    }
    assertEquals("", outcome.err());
    assertEquals(0, outcome.status());
    List<String> source = outcome.out().strip().lines().map(String::strip).toList();
    assertEquals("Source:", source.getFirst());
    String code = Files.readString(Path.of("..").resolve(source.getLast()));
    assertTrue(code.contains("public static void main("), outcome.out());
    return printed.toString(StandardCharsets.UTF_8) + outcome.out();
  }

  @Test
  void commandListsTheExamples() {
    List<String> names =
        Outcome.of("example").out().lines().map(line -> line.split(" ", 2)[0]).toList();
    assertEquals(
        List.of(
            "neuron",
            "perceptron",
            "logic",
            "xor",
            "sine",
            "boundary",
            "curve",
            "overfitting",
            "mnist",
            "units",
            "saliency"),
        names);
  }

  @ParameterizedTest
  @CsvSource({
    "60, '', Mnist Xor SineRegression PerceptronDemo",
    "135, lessons, Neuron Logic Boundary LearningCurve Overfitting HiddenUnits Saliency"
  })
  void programsAreShort(int longest, String directory, String names) throws IOException {
    for (String name : names.split(" ", -1)) {
      Path program = SOURCES.resolve(directory).resolve(name + ".java");
      int lines = Files.readAllLines(program).size();
      assertTrue(lines <= longest, name + " has " + lines + " lines");
    }
  }
}
