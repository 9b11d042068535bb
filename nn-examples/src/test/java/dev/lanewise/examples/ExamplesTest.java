package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Matrix;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.Subset;
import dev.lanewise.layers.Gru;
import dev.lanewise.layers.Lstm;
import dev.lanewise.layers.Recurrence.Output;
import dev.lanewise.layers.SimpleRnn;
import dev.lanewise.metrics.Metrics;
import dev.lanewise.nn.Model;
import dev.lanewise.predict.Predictor;
import dev.lanewise.text.BytePairTokenizer;
import dev.lanewise.text.TextSource;
import dev.lanewise.text.Tokenizer;
import dev.lanewise.text.Tokens;
import dev.lanewise.train.EpochResult;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
  @ValueSource(strings = {"perceptron", "xor", "sine", "series"})
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
  private static String run(String... words) throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    Outcome outcome;
    try (PrintStream capture = new PrintStream(printed, false, StandardCharsets.UTF_8)) {
      System.setOut(capture);
      outcome =
          Outcome.of(Stream.concat(Stream.of("example"), Stream.of(words)).toArray(String[]::new));
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

  /** The textbook picture: gates remember over 100 steps, a plain recurrent layer does not. */
  @Test
  void gatesSolveTheAddingProblem() {
    assertTrue(AddingProblem.error(new Gru(32).withOutput(Output.LAST), 5) < 0.01);
    assertTrue(AddingProblem.error(new Lstm(32).withOutput(Output.LAST), 14) < 0.01);
    assertTrue(AddingProblem.error(new SimpleRnn(32).withOutput(Output.LAST), 5) > 0.1);
  }

  @Test
  void opinionsAreUnderstood() {
    assertTrue(Opinions.accuracy(1500, 6) > 0.98);
  }

  @Test
  void wordsGoOnAlike() {
    TextSource book = TextSource.text(NextWord.book().substring(0, 30_000));
    Tokenizer tokenizer = BytePairTokenizer.train(book, 300);
    Model model = NextWord.train(Tokens.read(book, tokenizer), tokenizer.size(), 1);
    String text = NextWord.continued(model, tokenizer, "I am", 20);
    assertTrue(text.startsWith("I am") && text.length() > 20, text);
    assertEquals(text, NextWord.continued(model, tokenizer, "I am", 20));
  }

  @Test
  void convolutionsLearnFromFewDigits() {
    Model model = MnistCnn.train(Subset.first(MnistData.training(), 2000), 2);
    Dataset test = Subset.first(MnistData.test(), 500);
    assertTrue(Metrics.classification(model, test).accuracy() > 0.85);
  }

  @Test
  void filtersAndMapsAreDrawn(@TempDir Path directory) throws IOException {
    Path to = directory.resolve("new");
    String printed = run("filters", to.toString());
    // 8 squares across with gaps of 8: of 5 x 22, 28 x 4 and 14 x 8 pixels.
    assertPicture(to.resolve("digit.png"), 128, 128);
    assertPicture(to.resolve("filters.png"), 8 * 118 + 8, 2 * 118 + 8);
    assertPicture(to.resolve("maps1.png"), 8 * 120 + 8, 2 * 120 + 8);
    assertPicture(to.resolve("maps2.png"), 8 * 120 + 8, 4 * 120 + 8);
    assertTrue(printed.contains(to.resolve("maps2.png").toString()), printed);
  }

  private static void assertPicture(Path file, int width, int height) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    assertEquals(width + " x " + height, image.getWidth() + " x " + image.getHeight());
  }

  @Test
  void pixelsAreScaledToTheRangeOfTheirChannel() {
    // Two channels of 2 x 2: 1 2 3 5 and 0 -4 2 0.
    Matrix values = Matrix.of(new float[] {1, 0, 2, -4, 3, 2, 5, 0}, 1, 8);
    BufferedImage plain = PixelGrid.draw(values, 2, false);
    assertEquals(2 * 120 + 8, plain.getWidth());
    assertEquals(120 + 8, plain.getHeight());
    int[] brightness = new int[4];
    for (int i = 0; i < 4; i++) {
      brightness[i] = plain.getRGB(8 + 56 * (i % 2) + 55, 8 + 56 * (i / 2)) >> 16 & 0xff;
    }
    assertArrayEquals(new int[] {0, 64, 128, 255}, brightness);
    BufferedImage signed = PixelGrid.draw(values, 2, true);
    assertEquals(0xffffffff, signed.getRGB(128, 8), "zero is white");
    assertTrue((signed.getRGB(128 + 56, 8) & 0xff) > 160, "what is below is blue");
    assertTrue((signed.getRGB(128 + 56, 8) >> 16 & 0xff) < 40, "the least is all blue");
    assertTrue((signed.getRGB(128, 8 + 56) >> 16 & 0xff) > 200, "what is above is red");
    assertTrue((signed.getRGB(128, 8 + 56) & 0xff) > 100, "a half is half red");
    assertEquals(signed.getRGB(0, 0), signed.getRGB(123, 60), "a gap");
    PixelGrid.draw(Matrix.allocate(1, 4), 1, false);
  }

  @Test
  void photosAreLearnedFrom() throws IOException {
    String drawn = run("photos");
    assertTrue(drawn.contains("300 photos of 3 classes"), drawn);
    String start = "Drew some into ";
    Path directory = Path.of(drawn.lines().findFirst().orElseThrow().substring(start.length()));
    try {
      assertTrue(drawn.contains(directory.resolve("disc").toString()), drawn);
      assertEquals(shares(drawn), shares(run("photos", directory.toString())));
      assertTrue(shares(drawn).getFirst() > 80, "a disc is taken for one: " + drawn);
      assertEquals(100, shares(drawn).stream().mapToInt(Integer::intValue).sum(), 1);
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static List<Integer> shares(String printed) {
    return Drawings.CLASSES.stream()
        .map(name ->
            printed.lines().filter(line -> line.startsWith("  " + name)).findFirst().orElseThrow())
        .map(line -> Integer.valueOf(line.strip().split(" ", 3)[1]))
        .toList();
  }

  @Test
  void directoriesThatDoNotServe(@TempDir Path directory) throws IOException {
    assertRefused("takes no directory", "xor", directory.toString());
    assertRefused("folder", "photos", directory.toString());
    Path file = Files.writeString(directory.resolve("file"), "x");
    assertRefused("expected to write pictures", "filters", file.toString());
  }

  private static void assertRefused(String word, String name, String directory) {
    Outcome outcome = Outcome.of("example", name, directory);
    assertEquals(1, outcome.status());
    assertTrue(outcome.err().contains(word), outcome.err());
    assertTrue(outcome.err().contains(directory), outcome.err());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
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
            "saliency",
            "cnn",
            "filters",
            "photos",
            "adding",
            "series",
            "opinions",
            "words"),
        names);
  }

  @ParameterizedTest
  @CsvSource({
    "60, '', Mnist Xor SineRegression PerceptronDemo MnistCnn OwnPhotos Filters",
    "60, '', Drawings PixelGrid PngFile TimeSeries",
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
