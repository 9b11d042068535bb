package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code nn evaluate} and {@code nn predict} say of a table, with nothing else than its text.
 */
class TableAnswersTest {
  private static final List<String> KINDS = List.of("blue", "green", "red");

  @TempDir Path directory;

  private final InputStream standardInput = System.in;
  private final List<String> kinds = new ArrayList<>();
  private final List<Double> prices = new ArrayList<>();
  private Path table;
  private Path classes;
  private Path numbers;

  @BeforeEach
  void train() throws IOException {
    Random random = new Random(4);
    List<String> lines = new ArrayList<>(List.of("id,x,y,kind,price"));
    for (int i = 0; i < 90; i++) {
      int kind = random.nextInt(3);
      double x = kind + random.nextGaussian() / 2;
      double y = random.nextDouble();
      kinds.add(KINDS.get(kind));
      prices.add(Double.parseDouble(String.format(Locale.ROOT, "%.2f", 1000 + 300 * x + 50 * y)));
      lines.add(
          String.format(
              Locale.ROOT, "n%d,%.3f,%.3f,%s,%.2f", i, x, y, kinds.get(i), prices.get(i)));
    }
    table = Files.write(directory.resolve("table.csv"), lines);
    classes = directory.resolve("classes");
    numbers = directory.resolve("numbers");
    String[] command = {"train", "--data=" + table, "--hidden=8", "--epochs=20", "--lr=0.01"};
    run(command, "--target=kind", "--id=id", "--ignore=price", "--model=" + classes);
    run(command, "--target=price", "--ignore=id,kind", "--model=" + numbers);
  }

  @AfterEach
  void restore() {
    System.setIn(standardInput);
  }

  private static String run(String[] command, String... more) {
    return run(Stream.concat(Arrays.stream(command), Arrays.stream(more)).toArray(String[]::new));
  }

  private static String run(String... command) {
    Outcome outcome = Outcome.of(command);
    assertEquals(0, outcome.status(), outcome.err());
    assertEquals("", outcome.err());
    return outcome.out();
  }

  private List<List<String>> answers(Path model, String... more) {
    String[] command = {"predict", "--model=" + model, "--data=" + table};
    return run(command, more).lines().map(line -> List.of(line.split(",", -1))).toList();
  }

  /** The names of an object's members, in their order. */
  private static List<String> names(String object) throws IOException {
    List<String> names = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(object)) {
      int depth = 0;
      while (json.nextToken() != null) {
        depth += json.currentToken().isStructStart() ? 1 : 0;
        depth -= json.currentToken().isStructEnd() ? 1 : 0;
        if (json.currentToken() == JsonToken.FIELD_NAME && depth == 1) {
          names.add(json.currentName());
        }
      }
    }
    return names;
  }

  private static double number(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":([^,}]*)").matcher(json);
    assertTrue(matcher.find(), name + " in " + json);
    return Double.parseDouble(matcher.group(1));
  }

  @Test
  void classesAreScoredAsTheirAnswersSay() throws IOException {
    String json = run("evaluate", "--model=" + classes, "--data=" + table, "--json");
    assertEquals(1, json.lines().count());
    assertEquals(
        List.of("scored", "samples", "accuracy", "logLoss", "rocAuc", "classes", "confusion"),
        names(json));
    List<List<String>> answers = answers(classes, "--proba");
    assertEquals(List.of("id", "kind", "P(blue)", "P(green)", "P(red)"), answers.getFirst());
    int right = 0;
    double logLoss = 0;
    int[][] confusion = new int[3][3];
    for (int i = 0; i < 90; i++) {
      List<String> answer = answers.get(i + 1);
      int known = KINDS.indexOf(kinds.get(i));
      int given = KINDS.indexOf(answer.get(1));
      right += known == given ? 1 : 0;
      confusion[known][given]++;
      logLoss -= StrictMath.log(Double.parseDouble(answer.get(2 + known))) / 90;
      double sum = answer.stream().skip(2).mapToDouble(Double::parseDouble).sum();
      assertEquals(1, sum, 1e-5);
    }
    assertEquals(90, number(json, "samples"));
    assertEquals(right / 90.0, number(json, "accuracy"), 1e-12);
    assertEquals(logLoss, number(json, "logLoss"), 1e-5);
    String matrix = Arrays.deepToString(confusion).replace(" ", "");
    assertTrue(json.contains("\"confusion\":" + matrix), matrix + " in " + json);
    double recall = confusion[2][2] / (double) Arrays.stream(confusion[2]).sum();
    assertEquals(recall, number(json.substring(json.indexOf("\"name\":\"red\"")), "recall"), 1e-12);
    String text = run("evaluate", "--model=" + classes, "--data=" + table);
    assertTrue(text.contains("confusion: a row for each class"), text);
    String row = "(?s).*\n +red +%s +%s +%s\\s*".formatted(boxed(confusion[2]));
    assertTrue(text.matches(row), row + " in " + text);
  }

  private static Object[] boxed(int[] values) {
    return Arrays.stream(values).boxed().toArray();
  }

  @Test
  void numbersAreScoredAsTheirAnswersSay() throws IOException {
    String json = run("evaluate", "--model=" + numbers, "--data=" + table, "--json");
    assertEquals(List.of("scored", "samples", "rmse", "mae", "r2"), names(json));
    List<List<String>> answers = answers(numbers);
    double squares = 0;
    double absolute = 0;
    double mean = prices.stream().mapToDouble(price -> price).average().orElseThrow();
    double spread = 0;
    for (int i = 0; i < 90; i++) {
      double error = Double.parseDouble(answers.get(i + 1).getFirst()) - prices.get(i);
      squares += error * error;
      absolute += Math.abs(error);
      spread += (prices.get(i) - mean) * (prices.get(i) - mean);
    }
    assertEquals(Math.sqrt(squares / 90), number(json, "rmse"), 1e-2);
    assertEquals(absolute / 90, number(json, "mae"), 1e-2);
    assertEquals(1 - squares / spread, number(json, "r2"), 1e-4);
  }

  @Test
  void heldOutRowsAreThoseThatTrainingTestedWith() {
    String trained =
        run(
            "train",
            "--data=" + table,
            "--target=kind",
            "--ignore=id,price",
            "--hidden=8",
            "--epochs=3",
            "--test-share=0.3",
            "--model=" + classes);
    Matcher told = Pattern.compile("\ntest accuracy ([0-9.]+) %").matcher(trained);
    assertTrue(told.find(), trained);
    String[] command = {"evaluate", "--model=" + classes, "--data=" + table};
    String json = run(command, "--held-out", "--json");
    assertEquals(Double.parseDouble(told.group(1)), 100 * number(json, "accuracy"), 0.006);
    assertEquals(27, number(json, "samples"));
    assertTrue(json.contains("the 27 rows of " + table + " that training held out"), json);
    String all = run(command);
    assertTrue(all.contains("all 90 rows of " + table + ", of which training used 63"), all);
    assertTrue(all.contains("--held-out"), all);
  }

  @Test
  void anotherTableIsScoredAsAWhole() throws IOException {
    Path copy = Files.copy(table, directory.resolve("copy.csv"));
    String same = run("evaluate", "--model=" + classes, "--data=" + copy, "--held-out");
    assertTrue(same.contains("held out"), "the same table under another name: " + same);
    Files.writeString(copy, Files.readString(copy) + "m,1,1,red,1\n");
    String other = run("evaluate", "--model=" + classes, "--data=" + copy);
    assertTrue(
        other.startsWith("scored    all 91 rows of " + copy + System.lineSeparator()), other);
  }

  /** All rows served for training, so that there are none to send people to. */
  @Test
  void aModelThatWasTestedWithAFileHasNoRowsHeldOut() {
    run(
        "train",
        "--data=" + table,
        "--target=kind",
        "--ignore=id,price",
        "--epochs=1",
        "--test=" + table,
        "--model=" + classes);
    String text = run("evaluate", "--model=" + classes, "--data=" + table);
    assertTrue(text.contains("all 90 rows of " + table + ", which training used"), text);
    assertFalse(text.contains("--held-out"), text);
  }

  @Test
  void answersGoToAFileAsToStandardOutput() throws IOException {
    Path file = directory.resolve("answers.csv");
    String[] command = {"predict", "--model=" + classes, "--data=" + table, "--keep=id,price"};
    String printed = run(command);
    assertEquals("id,price,kind", printed.lines().findFirst().orElseThrow());
    assertEquals("", run(command, "--output=" + file));
    assertEquals(printed.lines().toList(), Files.readAllLines(file));
    Path damaged = directory.resolve("damaged.csv");
    Files.writeString(damaged, Files.readString(table) + "m,,1,red,1\n");
    Outcome refused =
        Outcome.of("predict", "--model=" + classes, "--data=" + damaged, "--output=" + file);
    assertEquals(1, refused.status());
    assertEquals(printed.lines().toList(), Files.readAllLines(file), "whole or not at all");
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(5, files.count(), "nothing is left behind");
    }
  }

  /** Nothing is printed that looks like an answer. */
  @Test
  void absentColumnsAreToldOfFirst() throws IOException {
    Path other = Files.writeString(directory.resolve("other.csv"), "x\n1\n");
    Outcome refused = Outcome.of("predict", "--model=" + classes, "--data=" + other);
    assertEquals(1, refused.status());
    assertEquals("", refused.out());
    assertTrue(refused.err().contains("'y'"), refused.err());
  }

  @Test
  void standardInputIsAnsweredLikeAFile() throws IOException {
    String[] commands = {"predict", "evaluate"};
    for (String command : commands) {
      String expected = run(command, "--model=" + classes, "--data=" + table);
      System.setIn(Files.newInputStream(table));
      String found = run(command, "--model=" + classes, "--data=-");
      assertEquals(
          expected.lines().filter(line -> !line.startsWith("scored")).toList(),
          found.lines().filter(line -> !line.startsWith("scored")).toList());
    }
    System.setIn(Files.newInputStream(table));
    assertTrue(
        run("evaluate", "--model=" + classes, "--data=-")
            .contains("all 90 rows of standard input"));
  }

  @Test
  @Timeout(60)
  void standardInputIsAnsweredWhileItComes() throws Exception {
    PipedInputStream in = new PipedInputStream();
    StringWriter printed = new StringWriter();
    System.setIn(in);
    Thread program =
        Thread.ofVirtual()
            .start(() ->
                Nn.commandLine(new PrintWriter(printed), new PrintWriter(new StringWriter()))
                    .execute("predict", "--model=" + numbers, "--data=-"));
    try (PipedOutputStream rows = new PipedOutputStream(in)) {
      rows.write("x,y\n1,0.5\n".getBytes(StandardCharsets.UTF_8));
      rows.flush();
      while (printed.toString().lines().count() < 2) {
        Thread.sleep(10);
      }
      rows.write("2,0.5\n".getBytes(StandardCharsets.UTF_8));
    }
    program.join();
    assertEquals(3, printed.toString().lines().count(), printed.toString());
  }
}
