package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Shape;
import dev.lanewise.files.Metadata;
import dev.lanewise.files.ModelFile;
import dev.lanewise.files.NetworkFile;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.Softmax;
import dev.lanewise.networks.Networks;
import dev.lanewise.nn.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory of photos learnt from, and the model used, with nothing but a file between. */
class PhotoCommandsTest {
  @TempDir private Path directory;
  private Path photos = Path.of("");

  @BeforeEach
  void write() throws IOException {
    photos = directory.resolve("photos");
    PhotoFiles.write(photos, 20, 1);
  }

  private Outcome run(String command) {
    return Outcome.of(
        Arrays.stream(command.split(" +"))
            .map(word -> word.replace("@", directory + "/"))
            .toArray(String[]::new));
  }

  private String succeeds(String command) {
    Outcome outcome = run(command);
    assertEquals("", outcome.err(), command);
    assertEquals(0, outcome.status(), command);
    return outcome.out();
  }

  private void assertRefused(String command, String... words) {
    Outcome outcome = run(command);
    assertEquals(1, outcome.status(), outcome.out() + outcome.err());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertFalse(outcome.err().contains("report it"), outcome.err());
    for (String word : words) {
      assertTrue(outcome.err().contains(word), "no '" + word + "' in: " + outcome.err());
    }
  }

  private String learn(String more) {
    return succeeds("train --data @photos --network lenet --size 16x16 --model @m " + more);
  }

  private void assertAnswers(List<String> lines) {
    assertEquals("file,class,probability", lines.getFirst().replaceAll(",(\"P|P).*", ""));
    for (int label = 0; label < PhotoFiles.CLASSES.size(); label++) {
      String name = PhotoFiles.CLASSES.get(label);
      String shown = name.contains(",") ? '"' + name + '"' : name;
      String start = directory.resolve("q%s.bmp".formatted(label)) + "," + shown + ",";
      assertTrue(lines.get(label + 1).startsWith(start), lines.toString());
    }
  }

  @Test
  void learnsEvaluatesAndPredicts() throws IOException {
    String trained = learn("--epochs 12");
    assertTrue(trained.contains("48 training and 12 test photos as 16 x 16 pixels"), trained);
    assertTrue(trained.contains("network   lenet, 16 x 16 x 3 to 3, "), trained);
    assertEquals(PhotoFiles.CLASSES, ModelFile.load(directory.resolve("m")).metadata().labels());

    String held = succeeds("evaluate --model @m --data @photos --held-out");
    assertTrue(held.contains("the 12 photos of " + photos + " that training held out"), held);
    assertTrue(held.contains("accuracy     1.0000"), held);
    String all = succeeds("evaluate --model @m --data @photos --json");
    assertTrue(all.contains("all 60 photos of " + photos + ", of which training used 48"), all);

    Random random = new Random(3);
    for (int label = 0; label < 3; label++) {
      PhotoFiles.photo(directory.resolve("q%s.bmp".formatted(label)), label, 61, 40, random);
    }
    String question = "predict --model @m @q0.bmp @q1.bmp @q2.bmp";
    assertAnswers(succeeds(question).lines().toList());
    List<String> lines = succeeds(question + " --proba").lines().toList();
    assertAnswers(lines);
    assertTrue(lines.getFirst().endsWith(",P(left),\"P(right, up)\",P(top)"), lines.toString());
    for (String line : lines.subList(1, 4)) {
      String[] fields = line.replace("\"right, up\"", "right").split(",", -1);
      double[] shares = Arrays.stream(fields).skip(3).mapToDouble(Double::parseDouble).toArray();
      assertEquals(1, Arrays.stream(shares).sum(), 1e-5);
      assertEquals(Double.parseDouble(fields[2]), Arrays.stream(shares).max().orElseThrow());
    }
    succeeds(question + " --output @answers.csv");
    assertEquals(
        succeeds(question).lines().toList(), Files.readAllLines(directory.resolve("answers.csv")));
  }

  @Test
  void aDirectoryToTestWith() throws IOException {
    PhotoFiles.write(directory.resolve("others"), 4, 2);
    String trained = learn("--epochs 12 --test @others --grey");
    assertTrue(trained.contains("60 training and 12 test photos"), trained);
    assertTrue(trained.contains("in grey"), trained);
    String scored = succeeds("evaluate --model @m --data @others");
    assertTrue(scored.contains("all 12 photos of " + directory.resolve("others")), scored);
    assertTrue(scored.contains("accuracy     1.0000"), scored);
    assertRefused("evaluate --model @m --data @photos --held-out", "without --held-out");
    Files.move(directory.resolve("others/top"), directory.resolve("others/bottom"));
    assertRefused("train --data @photos --test @others", "bottom", "left, right, up, top");
  }

  private static List<String> checksums(String json) {
    return json.lines().map(line -> line.replaceAll(".*\"checksum\":", "")).toList();
  }

  @Test
  void augmentedTrainingGoesOnToTheSameBits() {
    String train =
        "train --data @photos --network resnet --size 8x8 --json --augment flip,shift,crop ";
    List<String> whole = checksums(succeeds(train + "--epochs 3 --threads 1"));
    assertEquals(whole, checksums(succeeds(train + "--epochs 3 --threads 3")));
    succeeds(train + "--epochs 1 --checkpoint @run");
    List<String> rest = checksums(succeeds(train + "--epochs 3 --checkpoint @run"));
    assertEquals(whole.getLast(), rest.getLast());
    String plain = train.replaceFirst(" --augment \\S+", "");
    assertNotEquals(whole, checksums(succeeds(plain + "--epochs 3")));
    assertRefused(plain + "--epochs 4 --checkpoint @run", "--augment");
    assertRefused(train.replace("shift", "zoom") + "--epochs 4 --checkpoint @run", "--augment");
    assertRefused(
        train.replace("resnet", "resnet --depth 14") + "--epochs 4 --checkpoint @run",
        "--network, --depth");
    assertRefused(train.replace("resnet", "dense") + "--epochs 4 --checkpoint @run", "--network");
  }

  private static double number(String name, String json) {
    String last = json.lines().toList().getLast();
    return Double.parseDouble(last.replaceAll(".*\"" + name + "\":([^,}]*).*", "$1"));
  }

  @Test
  void imagesAndClassesAreMixedInTrainingOnly() {
    String plain = "train --data @photos --hidden 8 --size 8x8 --json --epochs 3 ";
    String mixed = plain + "--augment mixup ";
    String whole = succeeds(mixed + "--threads 1 --model @m");
    assertEquals(checksums(whole), checksums(succeeds(mixed + "--threads 3")));
    assertNotEquals(checksums(whole), checksums(succeeds(plain)));
    String scored = succeeds("evaluate --model @m --data @photos --held-out --json");
    assertEquals(number("testLoss", whole), number("logLoss", scored), 1e-6);
    succeeds(mixed.replace("--epochs 3", "--epochs 1") + "--checkpoint @run");
    String rest = succeeds(mixed + "--checkpoint @run");
    assertEquals(checksums(whole).getLast(), checksums(rest).getLast());
    assertRefused(plain + "--checkpoint @run", "--augment");
    String early =
        succeeds(mixed.replace("mixup", "flip,mixup") + "--early-stopping 1 --test @photos");
    assertTrue(number("testAccuracy", early) > 0, early);
  }

  @Test
  void mixedClassesCountByTheirWeights() throws IOException {
    PhotoFiles.write(directory.resolve("extra"), 9, 5);
    for (int i = 0; i < 9; i++) {
      String name = "photo%s.bmp".formatted(i);
      Path to = photos.resolve("left").resolve("extra" + name);
      Files.move(directory.resolve("extra/left").resolve(name), to);
    }
    String mixed = "train --data @photos --hidden 8 --size 8x8 --json --epochs 2 --augment mixup ";
    String weighed = succeeds(mixed + "--class-weight balanced --threads 1");
    assertEquals(
        checksums(weighed), checksums(succeeds(mixed + "--class-weight balanced --threads 3")));
    assertNotEquals(checksums(weighed), checksums(succeeds(mixed)));
  }

  @Test
  void rareClassesCountMoreIfTheyAreWeighed() throws IOException {
    String train = "train --data @photos --hidden 4 --size 8x8 --epochs 2 ";
    String balanced = " --class-weight balanced";
    // Where all are as frequent, each weighs 1.
    String same = train + "--json";
    assertEquals(checksums(succeeds(same)), checksums(succeeds(same + balanced)));
    for (int i = 5; i < 20; i++) {
      Files.delete(photos.resolve("top/photo%s.bmp".formatted(i)));
    }
    String hint = "none of the 1 test photos of class top was found (recall 0); --class-weight";
    String plain = succeeds(train);
    assertTrue(plain.contains(hint), plain);
    String weighed = succeeds(train + balanced);
    assertFalse(weighed.contains("hint"), weighed);
    assertNotEquals(checksums(succeeds(same)), checksums(succeeds(same + balanced)));
    assertRefused("train --data mnist" + balanced, "--class-weight", "table or photos", "mnist");
  }

  @Test
  void ownNetworks() {
    Path file = directory.resolve("own.json");
    Shape shape = Shape.of(16, 16, 3);
    NetworkFile.save(Networks.lenet(shape, 3), file);
    String own = "train --data @photos --size 16x16 --epochs 2 --json --network ";
    assertEquals(checksums(succeeds(own + "lenet")), checksums(succeeds(own + "@own.json")));
    NetworkFile.save(Networks.lenet(shape, 4), file);
    assertRefused(own + "@own.json", "own.json", "output of (3)", "outputs [(4)]");
    NetworkFile.save(Networks.lenet(Shape.of(16, 16, 1), 3), file);
    assertRefused(own + "@own.json", "[(16, 16, 1)]");
    assertRefused(own + "@none.json", "none.json", "nothing of that name");

    NetworkFile.save(Network.of(shape, new Flatten(), new Dense(3), new Softmax()), file);
    succeeds("train --data @photos --size 16x16 --network @own.json --model @own");
    String photo = photos.resolve("top/photo1.bmp").toString();
    String answer =
        Outcome.of("predict", "--proba", "--model=" + directory.resolve("own"), photo).out();
    String[] shares = answer.lines().toList().get(1).replace("\"right, up\"", "r").split(",", -1);
    assertEquals(1, Stream.of(shares).skip(3).mapToDouble(Double::parseDouble).sum(), 1e-5);
    assertTrue(
        Stream.of(shares).skip(3).mapToDouble(Double::parseDouble).min().orElseThrow() < 0.2,
        "softmax once: " + answer);
  }

  @Test
  void aTableWithAnOwnNetwork() throws IOException {
    Files.writeString(directory.resolve("t.csv"), "x,kind\n" + "1,a\n2,a\n8,b\n9,b\n".repeat(8));
    NetworkFile.save(Network.of(Shape.of(1), new Dense(2)), directory.resolve("own.json"));
    succeeds("train --data @t.csv --target kind --epochs 1 --network @own.json");
    assertRefused("train --data @t.csv --target kind --network cnn", "CNN", "--network");
    assertRefused("train --data @t.csv --target kind --augment flip", "--augment", "is a table");
    assertRefused("train --data @t.csv --target kind --size 8x8", "--size", "is a table");
  }

  @Test
  void optionsThatDoNotGoTogether() {
    assertRefused("train --network cnn --hidden 8", "--hidden", "--network cnn", "Leave one");
    assertRefused("train --network vgg --dropout 0.1", "--dropout", "--network vgg");
    assertRefused("train --depth 8", "--depth", "--network dense");
    assertRefused("train --network resnet --depth 9", "8, 14, 20", "found 9");
    assertRefused("train --network vgg --depth 5", "4, 6, 8", "found 5");
    assertRefused("train --size 8x8", "--size", "mnist");
    assertRefused("train --grey", "--grey", "mnist");
    assertRefused("train --test @photos", "--test", "mnist");
    assertRefused("train --data @photos --target x", "--target");
    assertRefused("train --data @photos --impute mean", "--impute");
    assertRefused("train --data @photos --folds 3", "--folds");
    assertRefused("train --data @photos --separator ;", "--separator belongs to a table", "photos");
    assertRefused("train --encoding UTF-8", "--encoding belongs to a table", "mnist");
    assertRefused("train --data @photos --most-categories 3", "--most-categories belongs");
    assertRefused("train --data @photos --test @photos --test-share 0.5", "--test-share");
    assertRefused("train --data @photos --test-share 0.001", "--test-share", "0.001 of 60");
    assertRefused("train --data @photos --network lenet --size 11x16", "12 x 12", "--size");
  }

  @Test
  void photosThatCannotBeRead() throws IOException {
    learn("--epochs 1");
    byte[] photo = Files.readAllBytes(photos.resolve("top/photo3.bmp"));
    Path bad = Files.write(photos.resolve("top/photo3.bmp"), Arrays.copyOf(photo, 300));
    assertRefused("train --data @photos", bad.toString());
    assertRefused("evaluate --model @m --data @photos", bad.toString());
    Outcome answered = run("predict --model @m @photos/top/photo1.bmp @photos/top/photo3.bmp");
    assertEquals(2, answered.out().lines().count(), answered.out());
    assertTrue(answered.err().contains(bad.toString()), answered.err());
    assertRefused("predict --model @m --output @out.csv " + bad, bad.toString());
    assertTrue(Files.notExists(directory.resolve("out.csv")), "nothing half-done");
    assertRefused("predict --model @m @photos", "photos", "no file");
    assertRefused("predict --model @m @none.jpg", "nothing of that name");
    Files.delete(bad);
    assertRefused("evaluate --model @m --data @photos --held-out", "unchanged");
    Files.writeString(bad.resolveSibling("note.txt"), "x");
    assertRefused("train --data @photos", "note.txt");
    assertRefused("train --data @photos/left", "photo0.bmp", "folder for each class");
  }

  @Test
  void modelsOfOtherData() throws IOException {
    learn("--epochs 1");
    Files.writeString(directory.resolve("t.csv"), "x,kind\n" + "1,a\n9,b\n".repeat(9));
    succeeds("train --data @t.csv --target kind --epochs 1 --model @table");
    String photo = "@photos/top/photo1.bmp";
    assertRefused("predict --model @table " + photo, "table", "--data");
    assertRefused("predict --model @m --data @t.csv", "photos", "without --data");
    assertRefused("predict --model @m --keep x " + photo, "--keep");
    assertRefused("predict --model @m --no-header " + photo, "--no-header belongs to a table");
    assertRefused("evaluate --model @m --data @photos --decimal ,", "--decimal", "on photos");
    assertRefused("predict --model @m --output @m " + photo, "--output", "--model");
    assertRefused("predict --model @m --output " + photo + " " + photo, "--output", "photo");
    assertRefused("evaluate --model @m", "--data");
    assertRefused("evaluate --model @m --data @t.csv", "t.csv", "directory");
    Network network = Network.of(Shape.of(28, 28, 1), new Flatten(), new Dense(3));
    ModelFile bare = new ModelFile(network.initialize(1), Metadata.NONE);
    bare.save(directory.resolve("bare"));
    assertRefused("predict --model @bare " + photo, "nn evaluate");
    for (String settings : List.of("", "x", "height=9 width=9 channels=RGB")) {
      Metadata damaged = new Metadata(Map.of("images", settings), PhotoFiles.CLASSES);
      new ModelFile(bare.model(), damaged).save(directory.resolve("bare"));
      assertRefused("predict --model @bare " + photo, "bare", "nn train");
    }
    String other = ModelFile.load(directory.resolve("m")).metadata().properties().get("images");
    Metadata strange = new Metadata(Map.of("images", String.valueOf(other)), PhotoFiles.CLASSES);
    new ModelFile(bare.model(), strange).save(directory.resolve("bare"));
    assertRefused("predict --model @bare " + photo, "(16, 16, 3)", "(28, 28, 1)");
  }

  @Test
  void partsOfDataThatLookLikeClassesAreNoted() throws IOException {
    for (String part : List.of("train", "test")) {
      Files.createDirectories(directory.resolve("data"));
      PhotoFiles.write(directory.resolve("data/" + part), 4, 1);
    }
    String trained = succeeds("train --data @data --epochs 1 --hidden 4");
    assertTrue(trained.contains("note      the folders test and train are"), trained);
  }
}
