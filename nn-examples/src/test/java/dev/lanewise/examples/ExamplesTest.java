package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.data.Dataset;
import dev.lanewise.data.Subset;
import dev.lanewise.train.EpochResult;
import dev.lanewise.train.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExamplesTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/lanewise/examples");
  private static final int LONGEST = 60;

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
  @ValueSource(strings = {"xor", "sine", "perceptron"})
  void commandRunsTheMainMethod(String name) {
    Outcome outcome = Outcome.of("example", name);
    assertEquals("", outcome.err());
    assertEquals(0, outcome.status());
  }

  @Test
  void commandListsTheExamples() {
    List<String> names =
        Outcome.of("example").out().lines().map(line -> line.split(" ", 2)[0]).toList();
    assertEquals(List.of("mnist", "xor", "sine", "perceptron"), names);
  }

  @Test
  void programsAreShort() throws IOException {
    for (String name : List.of("Mnist", "Xor", "SineRegression", "PerceptronDemo")) {
      try (Stream<String> lines = Files.lines(SOURCES.resolve(name + ".java"))) {
        long count = lines.count();
        assertTrue(count <= LONGEST, name + " has " + count + " lines");
      }
    }
  }
}
