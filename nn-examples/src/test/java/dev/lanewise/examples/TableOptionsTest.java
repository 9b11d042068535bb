package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each option of a table does what its help says. */
class TableOptionsTest {
  private static final int ROWS = 60;
  private static final Pattern CHECKSUM = Pattern.compile("checksum ([0-9a-f]{16})");

  @TempDir Path directory;

  private Path table;
  private Path model;

  @BeforeEach
  void writeTable() throws IOException {
    table = write("table.csv", "x,y,kind", i -> x(i) + "," + i % 7 + "," + kind(i));
    model = directory.resolve("m.safetensors");
  }

  private static String x(int row) {
    return String.format(Locale.ROOT, "%.2f", 2 * (row % 3) + new Random(row).nextGaussian());
  }

  private static String kind(int row) {
    return List.of("red", "green", "blue").get(row % 3);
  }

  private Path write(String name, String header, IntFunction<String> row) throws IOException {
    List<String> lines = new ArrayList<>(List.of(header));
    IntStream.range(0, ROWS).mapToObj(row).forEach(lines::add);
    return Files.write(directory.resolve(name), lines);
  }

  private static String run(String... arguments) {
    Outcome outcome = Outcome.of(arguments);
    assertEquals(0, outcome.status(), outcome.err());
    assertEquals("", outcome.err());
    return outcome.out();
  }

  private String train(Path data, String target, String... more) {
    return run(
        Stream.concat(
                Stream.of(
                    "train",
                    "--data=" + data,
                    "--target=" + target,
                    "--hidden=4",
                    "--epochs=2",
                    "--lr=0.05",
                    "--model=" + model),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private List<String> predict(Path data, String... more) {
    return run(Stream.concat(
                Stream.of("predict", "--model=" + model, "--data=" + data), Stream.of(more))
            .toArray(String[]::new))
        .lines()
        .toList();
  }

  private static String checksum(String text) {
    Matcher matcher = CHECKSUM.matcher(text);
    assertTrue(matcher.find(), text);
    return matcher.group(1);
  }

  @Test
  void wholeNumbersAreClassesUnlessSomebodySaysOtherwise() throws IOException {
    Path sizes = write("sizes.csv", "x,size", i -> x(i) + "," + i % 3);
    String classes = train(sizes, "size");
    assertTrue(classes.contains("size has 3 different whole numbers, taken as classes"), classes);
    assertTrue(classes.contains("--task regression"), classes);
    assertTrue(classes.contains("3 classes of size"), classes);
    assertTrue(predict(sizes).stream().skip(1).allMatch(answer -> answer.matches("[012]")));
    for (String option : List.of("--task=regression", "--numbers=size")) {
      String number = train(sizes, "size", option);
      assertTrue(number.contains("the number size"), number);
      assertFalse(number.contains("note"), number);
    }
    assertFalse(train(sizes, "size", "--task=classes").contains("note"), "nobody has to be told");
  }

  @Test
  void aClassThatIsNeverFoundIsHintedAt() throws IOException {
    Path rare = write("rare.csv", "x,kind", i -> x(i * 7) + "," + (i % 12 == 0 ? "bad" : "good"));
    String text = train(rare, "kind");
    assertTrue(text.contains("class bad was found (recall 0); --class-weight balanced"), text);
    assertFalse(train(rare, "kind", "--class-weight=balanced").contains("hint"));
  }

  /** Where no class is rare, weights would change nothing. */
  @Test
  void aClassThatIsAsFrequentAsOthersIsNot() throws IOException {
    Path even = write("even.csv", "x,kind", i -> "1," + (i % 2 == 0 ? "a" : "b"));
    assertFalse(train(even, "kind").contains("hint"));
  }

  /**
   * With all rows for training, it is known what their mean, median and most frequent value are.
   */
  @ParameterizedTest
  @CsvSource({"mean, 3.5", "median, 1.5", "frequent, 1"})
  void missingInputsAreReplaced(String way, String number) throws IOException {
    double[] values = {1, 1, 2, 10};
    Path training =
        write(
            "training.csv",
            "x,soil,kind",
            i -> values[i % 4] + "," + (i % 3 == 0 ? "sand" : "clay") + "," + kind(i));
    train(training, "kind", "--test=" + training, "--impute=" + way);
    Path gaps = write("gaps.csv", "x,soil", i -> i % 2 == 0 ? ",clay" : "2,");
    Path filled = write("filled.csv", "x,soil", i -> i % 2 == 0 ? number + ",clay" : "2,clay");
    assertEquals(predict(filled, "--proba"), predict(gaps, "--proba"));
  }

  @Test
  void missingCategoriesMayBeOneOfTheirOwn() throws IOException {
    Path training =
        write(
            "training.csv",
            "soil,kind",
            i -> List.of("sand", "", "clay").get(i % 3) + "," + kind(i));
    String text = train(training, "kind", "--impute=mean");
    assertTrue(text.contains("missing values are replaced: soil (20)"), text);
    assertTrue(text.contains("3 inputs"), text);
  }

  @Test
  void unknownCategoriesCountAsTheMostFrequentOrAsNone() throws IOException {
    Path training =
        write("training.csv", "soil,kind", i -> (i % 3 == 0 ? "sand" : "clay") + "," + kind(i));
    Path loam = write("loam.csv", "soil", i -> "loam");
    Path clay = write("clay.csv", "soil", i -> "clay");
    Path sand = write("sand.csv", "soil", i -> "sand");
    train(training, "kind", "--unknown=frequent");
    assertEquals(predict(clay, "--proba"), predict(loam, "--proba"));
    assertNotEquals(predict(sand, "--proba"), predict(loam, "--proba"));
    train(training, "kind", "--unknown=own");
    assertNotEquals(predict(clay, "--proba"), predict(loam, "--proba"));
    assertNotEquals(predict(sand, "--proba"), predict(loam, "--proba"));
  }

  /** The same table written otherwise makes the same model, and the model remembers how. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --separator=;             | 1
          --separator=tab           | 2
          --separator=; --decimal=, | 3
          --encoding=UTF-16         | 4
          --no-header               | 5
          """)
  void tablesMayBeWrittenOtherwise(String options, int form) throws IOException {
    String expected = checksum(train(table, "kind"));
    List<String> answers = predict(table);
    String text = Files.readString(table);
    Path other = directory.resolve("other.csv");
    switch (form) {
      case 1 -> Files.writeString(other, text.replace(',', ';'));
      case 2 -> Files.writeString(other, text.replace(',', '\t'));
      case 3 -> Files.writeString(other, text.replace(',', ';').replace('.', ','));
      case 4 -> Files.writeString(other, text, StandardCharsets.UTF_16);
      default -> Files.writeString(other, text.substring(text.indexOf('\n') + 1));
    }
    String target = form == 5 ? "column3" : "kind";
    assertEquals(expected, checksum(train(other, target, options.split(" "))));
    List<String> found = predict(other);
    assertEquals(target, found.getFirst());
    assertEquals(answers.subList(1, ROWS + 1), found.subList(1, ROWS + 1));
  }

  @Test
  void textsMayStandForMissingValues() throws IOException {
    Path empty = write("empty.csv", "x,kind", i -> (i % 5 == 0 ? "" : x(i)) + "," + kind(i));
    String expected = checksum(train(empty, "kind", "--impute=mean"));
    Path marked =
        write(
            "marked.csv",
            "x,kind",
            i -> (i % 10 == 0 ? "-" : i % 5 == 0 ? "none" : x(i)) + "," + kind(i));
    String text = train(marked, "kind", "--impute=mean", "--missing=-,none");
    assertEquals(expected, checksum(text));
    assertEquals(ROWS + 1, predict(marked).size());
  }

  @Test
  void datesMayHavePatterns() throws IOException {
    Path iso =
        write(
            "iso.csv",
            "day,kind",
            i -> "2026-%02d-%02d,".formatted(i % 12 + 1, i % 28 + 1) + kind(i));
    Path german =
        write(
            "german.csv",
            "day,kind",
            i -> "%02d.%02d.2026,".formatted(i % 28 + 1, i % 12 + 1) + kind(i));
    String expected = checksum(train(iso, "kind"));
    assertEquals(expected, checksum(train(iso, "kind", "--dates=day")));
    assertEquals(expected, checksum(train(german, "kind", "--dates=day=dd.MM.yyyy")));
  }

  @Test
  void columnsMayBeNamesOrLeftOut() {
    String plain = train(table, "kind");
    assertTrue(plain.contains("2 inputs"), plain);
    String names = train(table, "kind", "--categories=y");
    assertTrue(names.contains("8 inputs"), names);
    assertTrue(train(table, "kind", "--ignore=y").contains("1 inputs"));
    train(table, "kind", "--id=y");
    assertEquals("y,kind", predict(table).getFirst());
    assertEquals("x,kind", predict(table, "--keep=x").getFirst());
  }

  @Test
  void aFileMayBeForTesting() throws IOException {
    Path few = Files.write(directory.resolve("few.csv"), Files.readAllLines(table).subList(0, 8));
    String text = train(table, "kind", "--test=" + few);
    assertTrue(text.contains("60 training and 7 test rows"), text);
  }

  @Test
  void foldsTellTheirMeanAndDeviation() {
    String text =
        run("train", "--data=" + table, "--target=kind", "--hidden=4", "--epochs=9", "--folds=4");
    double[] found =
        Pattern.compile("fold ./4  test accuracy ([0-9.]+) %")
            .matcher(text)
            .results()
            .mapToDouble(fold -> Double.parseDouble(fold.group(1)))
            .toArray();
    assertEquals(4, found.length, text);
    double mean = DoubleStream.of(found).average().orElseThrow();
    double deviation =
        Math.sqrt(DoubleStream.of(found).map(a -> (a - mean) * (a - mean)).sum() / 3);
    Matcher told =
        Pattern.compile("mean test accuracy ([0-9.]+) %, standard deviation ([0-9.]+)")
            .matcher(text);
    assertTrue(told.find(), text);
    assertEquals(mean, Double.parseDouble(told.group(1)), 0.011);
    assertEquals(deviation, Double.parseDouble(told.group(2)), 0.011);
  }
}
