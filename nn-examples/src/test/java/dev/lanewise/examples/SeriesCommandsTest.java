package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.files.Metadata;
import dev.lanewise.files.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A series learnt from and continued, with nothing but a file between the commands. */
class SeriesCommandsTest {
  private static final int ROWS = 400;

  @TempDir Path directory;

  private Path load;
  private Path model;

  /** Hours of a load with a season of 24 rows, and a number that has a part in it. */
  @BeforeEach
  void writeSeries() throws IOException {
    Random random = new Random(1);
    List<String> lines = new ArrayList<>(List.of("hour,load,heat,note"));
    for (int i = 0; i < ROWS; i++) {
      double wave = StrictMath.sin(2 * Math.PI * i / 24);
      lines.add(
          String.format(
              Locale.ROOT,
              "2026-%02d-%02d %02d:00,%.2f,%.2f,x",
              1 + i / 240,
              1 + i % 240 / 24,
              i % 24,
              500 + 100 * wave + 20 * random.nextGaussian(),
              random.nextDouble()));
    }
    load = Files.write(directory.resolve("load.csv"), lines);
    model = directory.resolve("load.safetensors");
  }

  private Outcome train(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "train",
                "--data=" + load,
                "--target=load",
                "--look-back=24",
                "--horizon=6",
                "--time=hour",
                "--ignore=note"));
    all.addAll(List.of(more));
    return Outcome.of(all.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gru", "rnn", "dense"})
  void learnsEvaluatesAndContinues(String network) {
    String[] options = {"--season=24", "--epochs=6", "--lr=0.01", "--model=" + model};
    Outcome trained =
        train(
            Stream.concat(
                    Stream.of(options),
                    network.isEmpty() ? Stream.of() : Stream.of("--network=" + network))
                .toArray(String[]::new));
    assertEquals("", trained.err());
    assertEquals(0, trained.status());
    assertTrue(
        trained.out().contains("291 training and 75 test windows of 24 rows, 2 inputs"),
        trained.out());
    assertTrue(rmse(trained.out(), "model") < rmse(trained.out(), "naive"), trained.out());
    assertTrue(rmse(trained.out(), "model") < 40, "in the unit: " + trained.out());
    assertTrue(
        trained.out().contains(network.isEmpty() ? "lstm 32, 24 rows" : network)
            || network.equals("dense"),
        trained.out());

    Outcome evaluated = Outcome.of("evaluate", "--model=" + model, "--data=" + load);
    assertEquals(0, evaluated.status(), evaluated.err());
    assertTrue(evaluated.out().contains("the 75 windows"), evaluated.out());
    assertEquals(errors(trained.out()), errors(evaluated.out()));

    Outcome predicted = Outcome.of("predict", "--model=" + model, "--data=" + load);
    assertEquals(0, predicted.status(), predicted.err());
    List<String> lines = predicted.out().lines().toList();
    assertEquals("step,hour,load", lines.getFirst());
    assertEquals(7, lines.size());
    for (int step = 1; step <= 6; step++) {
      int row = ROWS - 1 + step;
      String start = "%s,2026-02-%02d %02d:00,".formatted(step, 1 + row % 240 / 24, row % 24);
      assertTrue(lines.get(step).startsWith(start), lines.get(step));
      double value = Double.parseDouble(lines.get(step).substring(start.length()));
      double expected = 500 + 100 * StrictMath.sin(2 * Math.PI * row / 24);
      assertEquals(expected, value, 60, lines.get(step));
    }
  }

  private static List<String> errors(String out) {
    return out.lines().filter(line -> line.startsWith("  ")).toList();
  }

  private static double rmse(String out, String name) {
    Matcher matcher = Pattern.compile(" " + name + " +RMSE ([0-9.]+)").matcher(out);
    assertTrue(matcher.find(), out);
    return Double.parseDouble(matcher.group(1));
  }

  @Test
  void otherDataAreScoredWhole() throws IOException {
    train("--epochs=1", "--model=" + model);
    List<String> lines = Files.readAllLines(load).subList(0, 101);
    Path part = Files.write(directory.resolve("part.csv"), lines);
    Outcome whole = Outcome.of("evaluate", "--model=" + model, "--data=" + part, "--json");
    assertTrue(whole.out().contains("\"windows\":71,"), whole.out());
    Outcome heldOut = Outcome.of("evaluate", "--model=" + model, "--data=" + part, "--held-out");
    assertEquals(1, heldOut.status());
    assertTrue(heldOut.err().contains("unchanged"), heldOut.err());
  }

  @Test
  void tellsProgramsTheErrorsOfEachColumn() {
    Outcome trained = train("--target=load,heat", "--epochs=1", "--json", "--model=" + model);
    assertEquals(2, trained.status(), "--target twice");
    Outcome several =
        Outcome.of(
            "train",
            "--data=" + load,
            "--target=load, heat",
            "--look-back=5",
            "--ignore=note,hour",
            "--season=24",
            "--epochs=1",
            "--network=dense",
            "--json",
            "--model=" + model);
    assertEquals(0, several.status(), several.err());
    String last = several.out().lines().toList().getLast();
    assertTrue(
        last.matches(
            "\\{\"windows\":80,\"columns\":\\[\\{\"name\":\"load\",\"model\":\\{\"rmse\":[0-9.]+,\"mae\":[0-9.]+},"
                + "\"naive\":.*\"seasonal\":.*\"name\":\"heat\",.*"),
        last);
    Outcome predicted = Outcome.of("predict", "--model=" + model, "--data=" + load);
    assertTrue(predicted.out().startsWith("step,load,heat"), predicted.out());
    assertEquals(2, predicted.out().lines().count());
  }

  @Test
  void fillsGapsAsInTraining() throws IOException {
    String text = Files.readString(load).replaceAll("(?m)^(.* 05:00),[0-9.]+", "$1,NA");
    Files.writeString(load, text);
    Outcome refused = train("--epochs=1");
    assertEquals(1, refused.status());
    assertTrue(refused.err().contains("line 7, column 'load'"), refused.err());
    assertTrue(refused.err().contains("(--fill last)"), refused.err());
    Files.writeString(load, text.replace("NA", "500"));
    assertEquals(0, train("--epochs=1", "--model=" + model).status());
    Files.writeString(load, text);
    for (String command : List.of("predict", "evaluate")) {
      assertFails("(train again with --fill last)", command, "--model=" + model, "--data=" + load);
    }
    assertEquals(0, train("--epochs=1", "--fill=last", "--model=" + model).status());
    assertEquals(0, Outcome.of("predict", "--model=" + model, "--data=" + load).status());
  }

  @Test
  void gapsInTheTimesAreNoted() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(load).subList(0, 241));
    Files.write(load, lines);
    Outcome whole = train("--epochs=1");
    assertEquals(0, whole.status(), whole.err());
    assertFalse(whole.out().contains("note"), whole.out());
    lines.subList(101, 111).clear();
    Files.write(load, lines);
    String note =
        "note      the times of hour have a gap, which is behind row 100 (2026-01-05 03:00) with room for 10 rows";
    Outcome trained = train("--epochs=1", "--model=" + model);
    assertEquals("", trained.err());
    assertTrue(trained.out().startsWith(note), trained.out());
    Outcome program = train("--epochs=1", "--json");
    assertTrue(program.err().startsWith(note), program.err());
    assertTrue(program.out().startsWith("{"), program.out());
    lines.remove(200);
    Files.write(load, lines);
    String more = note.replace("a gap, which is", "2 gaps, the first one");
    Outcome scored = Outcome.of("evaluate", "--model=" + model, "--data=" + load);
    assertTrue(scored.out().startsWith(more), scored.out());
    Outcome json = Outcome.of("evaluate", "--model=" + model, "--data=" + load, "--json");
    assertTrue(json.err().startsWith(more), json.err());
    assertTrue(json.out().startsWith("{"), json.out());
  }

  @Test
  void monthsGoOnWithoutATime() throws IOException {
    StringBuilder text = new StringBuilder("month,x\n");
    for (int i = 0; i < 60; i++) {
      text.append("%s-%02d-01,%s\n".formatted(2005 + i / 12, 1 + i % 12, i * 7 % 12));
    }
    Files.writeString(load, text);
    Outcome trained =
        Outcome.of(
            "train",
            "--data=" + load,
            "--target=x",
            "--time=month",
            "--look-back=1",
            "--epochs=1",
            "--model=" + model);
    assertEquals(0, trained.status(), trained.err());
    assertFalse(trained.out().contains("note"), trained.out());
    Outcome next = Outcome.of("predict", "--model=" + model, "--data=" + load);
    assertTrue(next.out().startsWith("step,x"), next.out());
  }

  @Test
  void goesOnFromACheckpoint() {
    String checkpoint = "--checkpoint=" + directory.resolve("run");
    String whole = train("--epochs=3", "--network=gru").out();
    assertEquals(0, train("--epochs=1", "--network=gru", checkpoint).status());
    String rest = train("--epochs=3", "--network=gru", checkpoint).out();
    assertEquals(errors(whole), errors(rest));
  }

  @ParameterizedTest
  @CsvSource({
    "--season=24, --season=12, 'with, split alike', '--data and --season as'",
    "--season=24, --season=12, ', --season 24); found others (', ', --season 12)'",
    "--seed=1, --season=12, ', without --season); found', '--data and --season as'",
    "--seed=1, --fill=last, ', without --fill); found', ', --fill last)'",
    "--missing=-, --missing=x, '--missing -)', '--data and --missing as'",
    "--test-share=0.3, --test-share=0.4, '--test-share 0.3', '--test-share 0.4'",
  })
  void aCheckpointTellsWhatIsAnother(String before, String now, String words, String more) {
    String checkpoint = "--checkpoint=" + directory.resolve("run");
    assertEquals(0, train(before, "--epochs=1", checkpoint).status());
    Outcome outcome = train(now, "--epochs=1", checkpoint);
    assertEquals(1, outcome.status());
    assertTrue(outcome.err().contains(words) && outcome.err().contains(more), outcome.err());
  }

  @Test
  void aCheckpointTellsOtherWindows() {
    String checkpoint = "--checkpoint=" + directory.resolve("run");
    assertEquals(0, train("--epochs=1", checkpoint).status());
    assertFails(
        "--data, --horizon and --look-back as before",
        "train",
        "--data=" + load,
        "--target=load",
        "--look-back=12",
        "--horizon=3",
        "--time=hour",
        "--ignore=note",
        checkpoint);
  }

  @ParameterizedTest
  @CsvSource({
    "--network=cnn, 'A series needs --network lstm, gru, rnn or dense'",
    "--network=gpt, 'A series needs'",
    "--activation=tanh, --activation belongs to --network dense",
    "--hidden=none, needs at least one layer",
    "--folds=3, --folds belongs to a table whose rows have no order",
    "--impute=mean, --impute belongs",
    "--most-categories=5, --most-categories belongs",
    "--categories=heat, --categories belongs",
    "--tokens=words, --tokens belongs to a text",
    "--look-back=1000, 'expected at least 1006 rows to learn from; found 288 of 400'",
    "--season=350, at least 350 rows before the test part",
    "--time=heat, 'column ''heat'': expected a time after'",
    "--time=load=dd.MM.yyyy, other column to predict than the time",
    "--time=when, expected a column 'when'",
    "--augment=flip, is a table",
    "--context=5, --context belongs to a text",
  })
  void saysWhatDoesNotGoTogether(String option, String words) {
    List<String> all =
        new ArrayList<>(List.of("train", "--data=" + load, "--target=load", "--ignore=note"));
    for (String usual : List.of("--look-back=24", "--horizon=6", "--time=hour")) {
      if (!option.startsWith(usual.split("=", -1)[0])) {
        all.add(usual);
      }
    }
    all.add(option);
    if (option.startsWith("--time")) {
      all.add("--ignore=hour");
    }
    assertFails(words, all.toArray(String[]::new));
  }

  @Test
  void saysWhatIsMissing() {
    assertFails(
        "line 2, column 'note'",
        "train",
        "--data=" + load,
        "--target=load",
        "--look-back=3",
        "--time=hour");
    assertFails(
        "--horizon belongs to a series", "train", "--data=" + load, "--target=load", "--horizon=3");
    assertFails("--look-back belongs to a table", "train", "--look-back=3");
    assertFails(
        "Make a table a series with --look-back",
        "train",
        "--data=" + load,
        "--target=load",
        "--network=lstm");
    assertFails("Make a table a series", "train", "--network=rnn");
    train("--epochs=1", "--model=" + model);
    assertFails("--proba", "predict", "--model=" + model, "--data=" + load, "--proba");
    assertFails("--keep", "predict", "--model=" + model, "--data=" + load, "--keep=note");
    assertFails("was trained on a table", "predict", "--model=" + model, "photo.png");
    assertFails("was trained on a series", "evaluate", "--model=" + model);
  }

  @Test
  void aDamagedDescriptionIsRefused() {
    train("--epochs=1", "--model=" + model);
    ModelFile file = ModelFile.load(model);
    Map<String, String> properties = new HashMap<>(file.metadata().properties());
    properties.computeIfPresent(
        "series", (name, json) -> json.replace("\"lookBack\":24", "\"lookBack\":23"));
    new ModelFile(file.model(), new Metadata(properties, List.of())).save(model);
    assertFails("(23, 2)", "predict", "--model=" + model, "--data=" + load);
  }

  private static void assertFails(String words, String... arguments) {
    Outcome outcome = Outcome.of(arguments);
    assertEquals(1, outcome.status(), outcome.err() + outcome.out());
    assertTrue(outcome.err().contains(words), outcome.err());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
  }
}
