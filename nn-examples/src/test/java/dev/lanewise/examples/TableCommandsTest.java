package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table learnt from, and the model used, with nothing but a file between the commands. */
class TableCommandsTest {
  private static final List<String> KINDS = List.of("red", "green, dark", "blue");

  @TempDir Path directory;

  private Path flowers;
  private Path houses;
  private final List<String> kinds = new ArrayList<>();

  /** Two tables that can be learnt: clusters with names, and a linear price. */
  @BeforeEach
  void writeTables() throws IOException {
    Random random = new Random(1);
    List<String> flowerLines = new ArrayList<>(List.of("length,width,soil,kind"));
    List<String> houseLines = new ArrayList<>(List.of("rooms,area,price"));
    for (int i = 0; i < 300; i++) {
      int kind = random.nextInt(3);
      kinds.add(KINDS.get(kind));
      flowerLines.add(
          String.format(
              Locale.ROOT,
              "%.3f,%.3f,%s,\"%s\"",
              3 * kind + random.nextGaussian() / 4,
              kind * kind + random.nextGaussian() / 4,
              random.nextBoolean() ? "clay" : "sand",
              KINDS.get(kind)));
      int rooms = random.nextInt(1, 7);
      double area = random.nextDouble(20, 200);
      houseLines.add(
          String.format(Locale.ROOT, "%d,%.1f,%.0f", rooms, area, 9000 * rooms + 2000 * area));
    }
    flowers = Files.write(directory.resolve("flowers.csv"), flowerLines);
    houses = Files.write(directory.resolve("houses.csv"), houseLines);
  }

  private Outcome train(Path table, String target, Path model) {
    return Outcome.of(
        "train",
        "--data=" + table,
        "--target=" + target,
        "--epochs=40",
        "--batch=16",
        "--hidden=32",
        "--lr=0.01",
        "--model=" + model);
  }

  @Test
  void learnsEvaluatesAndPredictsClasses() throws IOException {
    Path model = directory.resolve("flowers.safetensors");
    Outcome trained = train(flowers, "kind", model);
    assertEquals("", trained.err());
    assertEquals(0, trained.status());
    assertTrue(trained.out().contains("240 training and 60 test rows"), trained.out());
    assertTrue(trained.out().contains("3 classes of kind"), trained.out());

    Outcome evaluated = Outcome.of("evaluate", "--model=" + model, "--data=" + flowers);
    assertEquals(0, evaluated.status(), evaluated.err());
    assertTrue(evaluated.out().contains("green, dark"), evaluated.out());
    assertTrue(evaluated.out().contains("accuracy     1.0000"), evaluated.out());

    Path questions = directory.resolve("questions.csv");
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(flowers)) {
      String[] fields = line.split(",", -1);
      lines.add(fields[2] + ',' + fields[1] + ',' + fields[0]);
    }
    Files.write(questions, lines);
    Outcome predicted = Outcome.of("predict", "--model=" + model, "--data=" + questions);
    assertEquals(0, predicted.status(), predicted.err());
    List<String> answers = new ArrayList<>(List.of("kind"));
    kinds.forEach(kind -> answers.add(kind.contains(",") ? '"' + kind + '"' : kind));
    assertEquals(answers, predicted.out().lines().toList());
  }

  @Test
  void learnsEvaluatesAndPredictsNumbers() {
    Path model = directory.resolve("houses.safetensors");
    Outcome trained = train(houses, "price", model);
    assertEquals(0, trained.status(), trained.err());
    assertTrue(trained.out().contains("the number price"), trained.out());
    Outcome evaluated = Outcome.of("evaluate", "--model=" + model, "--data=" + houses);
    assertTrue(evaluated.out().matches("(?s).*R2 +0\\.99.*"), evaluated.out());
    assertTrue(
        evaluated.out().matches("(?s).*MAE +\\d{3,4}\\..*"),
        "in the unit of the column: " + evaluated.out());
    List<String> answers =
        Outcome.of("predict", "--model=" + model, "--data=" + houses).out().lines().toList();
    assertEquals("price", answers.getFirst());
    assertEquals(301, answers.size());
    double price = Double.parseDouble(answers.get(1));
    assertTrue(price > 20_000 && price < 500_000, "in the unit of the column: " + price);
  }

  @Test
  void goesOnFromACheckpoint() {
    Path checkpoints = directory.resolve("run");
    String[] whole = {"train", "--data=" + flowers, "--target=kind", "--epochs=6", "--json"};
    String[] half = {
      "train", "--data=" + flowers, "--target=kind", "--epochs=3", "--checkpoint=" + checkpoints
    };
    String[] rest = {
      "train",
      "--data=" + flowers,
      "--target=kind",
      "--epochs=6",
      "--checkpoint=" + checkpoints,
      "--json"
    };
    List<String> expected = Outcome.of(whole).out().lines().map(this::withoutTimes).toList();
    assertEquals(0, Outcome.of(half).status());
    List<String> found = Outcome.of(rest).out().lines().map(this::withoutTimes).toList();
    assertEquals(expected.subList(3, 6), found);
    Outcome other =
        Outcome.of(
            "train",
            "--data=" + flowers,
            "--target=kind",
            "--hidden=7",
            "--checkpoint=" + checkpoints);
    assertEquals(1, other.status());
    assertTrue(other.err().contains("The checkpoint is of"), other.err());
  }

  private String withoutTimes(String line) {
    return line.replaceAll("\"seconds\".*\"checksum\"", "");
  }

  @Test
  void saysWhatIsWrong() {
    assertFails("--target", "train", "--data=" + flowers);
    assertFails("--target", "train", "--target=kind");
    assertFails("color", "train", "--data=" + flowers, "--target=color");
    assertFails("absent.csv", "train", "--data=" + directory.resolve("absent.csv"), "--target=x");
    assertFails("absent", "evaluate", "--model=" + directory.resolve("absent"));
    assertFails("flowers.csv", "evaluate", "--model=" + flowers);
    assertFails("--test-share", "train", "--data=" + flowers, "--target=kind", "--test-share=0");
  }

  private static void assertFails(String word, String... arguments) {
    Outcome outcome = Outcome.of(arguments);
    assertEquals(1, outcome.status(), outcome.err());
    assertTrue(outcome.err().contains(word), outcome.err());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
  }
}
