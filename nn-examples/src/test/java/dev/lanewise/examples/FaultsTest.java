package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.files.Metadata;
import dev.lanewise.files.ModelFile;
import dev.lanewise.layers.Dense;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.tabular.CsvFormat;
import dev.lanewise.tabular.CsvTable;
import dev.lanewise.tabular.TableEncoder;
import dev.lanewise.tabular.TableRecipe;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong, a command ends with one line that helps, and with status 1 or 2. */
class FaultsTest {
  @TempDir Path directory;

  private Path table;

  @BeforeEach
  void writeTable() throws IOException {
    StringBuilder text = new StringBuilder("x,y,kind\n");
    for (int i = 0; i < 40; i++) {
      text.append(i).append(',').append(1000 * i).append(',').append(i < 20 ? "low\n" : "high\n");
    }
    table = write("table.csv", text.toString());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static String[] train(Path data, String target, String... more) {
    return Stream.concat(
            Stream.of("train", "--data=" + data, "--target=" + target, "--hidden=4"),
            more.length > 0 && more[0].startsWith("--epochs")
                ? Stream.of(more)
                : Stream.concat(Stream.of("--epochs=1"), Stream.of(more)))
        .toArray(String[]::new);
  }

  private static String refused(String... arguments) {
    Outcome outcome = Outcome.of(arguments);
    assertEquals(1, outcome.status(), outcome.out() + outcome.err());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    assertFalse(outcome.err().contains("report it"), outcome.err());
    return outcome.err();
  }

  private static void assertRefused(String word, String... arguments) {
    String error = refused(arguments);
    assertTrue(error.contains(word), error);
  }

  @Test
  void tablesTooSmallToTestWith() throws IOException {
    Path two = write("two.csv", "x,y\n1,2\n3,4\n");
    assertRefused("--test-share", train(two, "y"));
    assertRefused("since 1.0E-4 of", train(table, "y", "--test-share=0.0001"));
    assertEquals(0, Outcome.of(train(two, "y", "--test-share=0.5")).status());
    Path alone = write("alone.csv", "x,y\n1,a\n2,b\n3,c\n4,d\n5,e\n");
    assertRefused("at least two of a class", train(alone, "y"));
    Path one = write("one.csv", "x,y\n1,2\n");
    assertRefused("--test-share", train(one, "y"));
    assertRefused("at least one row", train(write("none.csv", "x,y\n"), "y"));
    Path same = write("same.csv", "x,y\n1,a\n2,a\n3,a\n");
    assertRefused("two classes of column 'y'; found 'a' only", train(same, "y"));
    assertRefused("from 1 to", train(write("single.csv", "y\n1\n2\n3\n"), "y"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,5", "5%", " 1,5", "-", "1e999"})
  void valuesThatMayBeNumbersInDisguise(String value) throws IOException {
    String rows = "1,\"%s\"\n2,\"%s\"\n3,3\n".formatted(value, value);
    Path file = write("disguise.csv", "x,y\n" + rows);
    assertRefused("line 2, column 'y'", train(file, "y"));
    assertRefused("'" + value + "'", train(file, "x"));
  }

  @Test
  void numbersInQuotesAndMissingOnes() throws IOException {
    Path quoted = write("quoted.csv", "x,y\n" + "\" 1.5\",2\n\"2.5 \",4\n".repeat(5));
    Outcome outcome = Outcome.of(train(quoted, "y", "--task=regression"));
    assertTrue(outcome.out().contains("1 inputs, the number y"), outcome.out() + outcome.err());
    Path missing = write("missing.csv", "x,y\n1.5,1\n?,2\nnan,3\n2.5,4\n");
    assertRefused("line 3, column 'x'", train(missing, "y"));
  }

  @Test
  void regressionsAreToldInTheUnitOfTheColumn() {
    Outcome trained = Outcome.of(train(table, "y", "--json"));
    double loss =
        Double.parseDouble(trained.out().replaceAll("(?s).*\"testLoss\":([^,]*).*", "$1"));
    assertTrue(loss > 1e4, trained.out());
    Path model = directory.resolve("m.safetensors");
    String text = Outcome.of(train(table, "y", "--model=" + model)).out();
    assertTrue(text.matches("(?s).*\ntest RMSE \\d{3,5}\\.\\d+, checksum .*"), text);
    Outcome predicted = Outcome.of("predict", "--model=" + model, "--data=" + table);
    assertTrue(
        predicted.out().lines().skip(1).allMatch(line -> line.matches("-?\\d+\\.\\d{1,4}")),
        predicted.out());
  }

  @Test
  void modelsThatCannotBeSavedAreRefusedBeforeTraining() throws IOException {
    Path file = write("file", "x");
    for (Path model :
        List.of(directory.resolve("none/m"), directory, file.resolve("m"), Path.of("/dev/null"))) {
      Outcome outcome = Outcome.of(train(table, "y", "--model=" + model));
      assertEquals(1, outcome.status(), outcome.err());
      assertTrue(outcome.err().contains(model.toString()), outcome.err());
      assertEquals("", outcome.out());
    }
    assertRefused("file", train(table, "y", "--checkpoint=" + file));
    assertRefused("file/run", train(table, "y", "--checkpoint=" + file.resolve("run")));
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(2, files.count(), "nothing is left behind");
    }
  }

  @Test
  void encodersTooLargeForAModelFileAreRefusedBeforeTraining() throws IOException {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < 800; i++) {
      String row = i % 400 + "a".repeat(12_000) + "," + i + "\n";
      text.append(row);
    }
    Path large = write("large.csv", text.toString());
    Outcome outcome =
        Outcome.of(train(large, "y", "--model=" + directory.resolve("m.safetensors")));
    assertEquals(1, outcome.status(), outcome.out());
    assertEquals("", outcome.out());
    assertEquals(1, outcome.err().lines().count());
  }

  @Test
  void imagesOfOneClass() throws IOException {
    byte[] images = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 7, 9};
    byte[] labels = {0, 0, 8, 1, 0, 0, 0, 2, 0, 0};
    for (String part : List.of("train", "t10k")) {
      Files.write(directory.resolve(part + "-images-idx3-ubyte"), images);
      Files.write(directory.resolve(part + "-labels-idx1-ubyte"), labels);
    }
    Outcome outcome = Outcome.of("train", "--data=" + directory);
    assertEquals(1, outcome.status(), outcome.err());
    assertEquals("", outcome.out());
    assertTrue(outcome.err().contains("at least 2 classes"), outcome.err());
    assertTrue(outcome.err().contains(directory.toString()), outcome.err());
  }

  private Path model(int inputs, int outputs, Metadata metadata) {
    Model model =
        Network.of(Shape.of(inputs), new Dense(2, Activation.RELU), new Dense(outputs))
            .initialize(1);
    Path file = directory.resolve("made.safetensors");
    new ModelFile(model, metadata).save(file);
    return file;
  }

  @Test
  void modelsThatSayLittle() {
    String images = "--data=mnist";
    String rows = "--data=" + table;
    Path bare = model(784, 10, Metadata.NONE);
    Outcome outcome = Outcome.of("evaluate", "--model=" + bare, images);
    assertTrue(outcome.out().contains("accuracy"), outcome.err());
    assertRefused("images", "predict", "--model=" + bare, rows);
    assertRefused("directory", "evaluate", "--model=" + bare, rows);
    refused("evaluate", "--model=" + model(784, 3, Metadata.NONE), images);
    refused("evaluate", "--model=" + model(784, 1, Metadata.NONE), images);
    refused("evaluate", "--model=" + model(3, 10, Metadata.NONE), images);
    assertRefused("50000", "evaluate", "--model=" + model(784, 50_000, Metadata.NONE), images);
    Metadata labels = new Metadata(Map.of(), List.of("a", "b"));
    refused("evaluate", "--model=" + model(784, 10, labels), images);
  }

  @Test
  void modelsWhoseEncoderDoesNotFit() {
    CsvTable read = CsvTable.open(table, CsvFormat.standard());
    TableEncoder kinds = TableEncoder.fit(read, TableRecipe.predicting("kind").ignoring("y"));
    TableEncoder inputs = TableEncoder.fit(read, TableRecipe.inputs());
    for (String command : List.of("evaluate", "predict")) {
      String rows = "--data=" + table;
      assertRefused(
          "found none", command, "--model=" + model(4, 2, encoder(inputs.toJson())), rows);
      refused(command, "--model=" + model(1, 3, encoder(kinds.toJson())), rows);
      refused(command, "--model=" + model(7, 2, encoder(kinds.toJson())), rows);
      assertRefused("made.safeten", command, "--model=" + model(1, 2, encoder("{}")), rows);
    }
    Path model = model(1, 2, encoder(kinds.toJson()));
    assertTrue(
        Outcome.of("evaluate", "--model=" + model, "--data=" + table).out().contains("high"),
        "labels come from the encoder");
    assertRefused("--data", "evaluate", "--model=" + model);
  }

  private static Metadata encoder(String json) {
    return new Metadata(Map.of("table", json), List.of());
  }

  @Test
  void anotherSeedOrOtherDataThanTheCheckpoint() throws IOException {
    Path run = directory.resolve("run");
    String[] first = train(table, "kind", "--checkpoint=" + run, "--seed=7");
    assertEquals(0, Outcome.of(first).status());
    assertRefused("--seed 7", train(table, "kind", "--checkpoint=" + run, "--seed=2"));
    Outcome resumed =
        Outcome.of(train(table, "kind", "--epochs=2", "--checkpoint=" + run, "--seed=7"));
    assertEquals(0, resumed.status(), resumed.err());
    Outcome silent = Outcome.of(train(table, "kind", "--epochs=3", "--checkpoint=" + run));
    assertTrue(silent.out().contains("seed 7"), silent.out() + silent.err());
    assertRefused("--test-share", train(table, "kind", "--checkpoint=" + run, "--test-share=0.3"));
    assertRefused("--target", train(table, "x", "--checkpoint=" + run));
    String changed = Files.readString(table).replace("39,39000", "39,39001");
    assertRefused("other", train(write("b.csv", changed), "kind", "--checkpoint=" + run));
    String renamed = Files.readString(table).replace("low", "little");
    assertRefused("other", train(write("c.csv", renamed), "kind", "--checkpoint=" + run));
    String column = Files.readString(table).replace("x,y", "z,y");
    assertRefused("other", train(write("d.csv", column), "kind", "--checkpoint=" + run));
    String unit = Files.readString(table).replace("000,", "000e1,");
    assertRefused("other", train(write("e.csv", unit), "kind", "--checkpoint=" + run));
    Path copy = write("copy.csv", Files.readString(table));
    assertEquals(0, Outcome.of(train(copy, "kind", "--checkpoint=" + run)).status());
    Files.delete(run.resolve("start.safetensors"));
    assertRefused("start.safetensors", train(table, "kind", "--checkpoint=" + run));
  }

  @Test
  void harmfulCharactersAreShownAsEscapes() throws IOException {
    String evil = "\u001b[31mred\u202e\u2028\u009b";
    StringBuilder text = new StringBuilder("x,\"" + evil + "\"\n");
    for (int i = 0; i < 20; i++) {
      text.append(i).append(",\"").append(i % 2 == 0 ? evil + "\ne\rvil" : "plain").append("\"\n");
    }
    Path data = write("evil\u001b[2J\n.csv", text.toString());
    Path model = directory.resolve("m\u001b\n.safetensors");
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.add(Outcome.of(train(data, evil, "--model=" + model)));
    assertEquals(0, outcomes.getLast().status(), outcomes.getLast().err());
    outcomes.add(Outcome.of("evaluate", "--model=" + model, "--data=" + data));
    outcomes.add(Outcome.of("predict", "--model=" + model, "--data=" + data));
    assertTrue(outcomes.getLast().out().contains("\\u001b[31mred\\u202e\\u2028"));
    outcomes.add(Outcome.of(train(data, "none" + evil)));
    outcomes.add(Outcome.of("evaluate", "--model=" + data, "--data=" + evil));
    outcomes.add(Outcome.of("train", "--" + evil));
    outcomes.add(Outcome.of("train", "--batch=" + evil));
    outcomes.add(Outcome.of("train", "--data=" + evil));
    for (Outcome outcome : outcomes) {
      String all = outcome.out() + outcome.err();
      assertFalse(all.matches("(?s).*[\u001b\u202e\u2028\u009b\r].*"), all);
    }
    assertEquals(21, outcomes.get(2).out().lines().count(), outcomes.get(2).out());
    assertTrue(outcomes.get(1).out().contains("\\u000ae\\u000dvil"), outcomes.get(1).out());
    assertTrue(outcomes.get(3).err().contains("evil\\u001b[2J\\u000a.csv"), outcomes.get(3).err());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void pipesAreRefusedWithoutWaiting() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    assertRefused("pipe or device", train(pipe, "y"));
    Path model = directory.resolve("m.safetensors");
    assertEquals(0, Outcome.of(train(table, "y", "--model=" + model)).status());
    for (String command : List.of("predict", "evaluate")) {
      assertRefused("pipe or device", command, "--model=" + model, "--data=" + pipe);
      assertRefused("pipe", command, "--model=" + pipe, "--data=" + table);
    }
    assertRefused("pipe", train(table, "y", "--model=" + pipe));
    assertRefused("pipe", train(table, "y", "--checkpoint=" + pipe));
  }

  @Test
  void outputThatCannotBeWrittenIsAFailure() throws IOException {
    Path model = directory.resolve("m.safetensors");
    assertEquals(0, Outcome.of(train(table, "kind", "--model=" + model)).status());
    List<String[]> commands =
        List.of(
            train(table, "kind"),
            train(table, "kind", "--json"),
            new String[] {"evaluate", "--model=" + model, "--data=" + table},
            new String[] {"predict", "--model=" + model, "--data=" + table},
            new String[] {"doctor"},
            new String[] {"example"},
            new String[] {"--help"},
            new String[] {"train", "--help"},
            new String[] {"--version"});
    for (String[] command : commands) {
      StringWriter err = new StringWriter();
      int status =
          Nn.commandLine(new PrintWriter(new Full()), new PrintWriter(err)).execute(command);
      assertEquals(1, status, String.join(" ", command));
      assertTrue(err.toString().contains("standard output cannot be written"), err.toString());
    }
  }

  /** As with {@code --json | head -1}: whoever looked on has gone, and nobody waits for the end. */
  @ParameterizedTest
  @ValueSource(strings = {"--json", "--backend=reference"})
  @Timeout(60)
  void trainingEndsWhenItsOutputIsClosed(String option) {
    Path model = directory.resolve("m.safetensors");
    StringWriter err = new StringWriter();
    int status =
        Nn.commandLine(new PrintWriter(new Full()), new PrintWriter(err))
            .execute(train(table, "kind", "--epochs=100000000", option, "--model=" + model));
    assertEquals(1, status);
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().contains("standard output cannot be written"), err.toString());
    assertTrue(Files.exists(model), "the result so far is kept, as after Ctrl-C");
  }

  /** A disk without space. */
  private static final class Full extends Writer {
    @Override
    public void write(char[] buffer, int offset, int length) throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static ProcessBuilder program(List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(Nn.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  private static Outcome run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), out, err);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsAFailure() throws Exception {
    for (String[] command :
        List.of(new String[] {"--version"}, new String[] {"example", "perceptron"})) {
      ProcessBuilder program = program(List.of(), command);
      program.redirectOutput(Path.of("/dev/full").toFile());
      Outcome outcome = run(program);
      assertEquals(1, outcome.status(), outcome.err());
      assertTrue(outcome.err().contains("cannot be written"), outcome.err());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void namesThatTheSystemsEncodingCannotExpress() throws Exception {
    write("dé.csv", "x,y\n1,2\n");
    ProcessBuilder program = program(List.of(), train(directory.resolve("dé.csv"), "y"));
    program.environment().put("LC_ALL", "C");
    Outcome outcome = run(program);
    assertEquals(2, outcome.status(), outcome.err());
    assertTrue(outcome.err().contains("LC_ALL=C.UTF-8"), outcome.err());
    assertEquals(1, outcome.err().lines().filter(line -> line.startsWith("nn ")).count());
    assertFalse(outcome.err().contains("\tat "), outcome.err());
  }

  static List<String> languages() {
    return List.of("fa-IR", "ar-EG").subList(0, TestSize.of(1, 2));
  }

  @ParameterizedTest
  @MethodSource("languages")
  void digitsAreAscii(String language) throws Exception {
    String[] parts = language.split("-", 2);
    List<String> options = List.of("-Duser.language=" + parts[0], "-Duser.country=" + parts[1]);
    Path model = directory.resolve("m.safetensors");
    List<Outcome> outcomes =
        List.of(
            run(program(options, train(table, "y", "--model=" + model))),
            run(program(options, "predict", "--model=" + model, "--data=" + table)),
            run(program(options, "example", "perceptron")),
            run(program(options, train(table, "y", "--test-share=0.0001"))));
    for (Outcome outcome : outcomes) {
      String all = outcome.out() + outcome.err();
      assertTrue(all.codePoints().noneMatch(c -> c > 127 && Character.isDigit(c)), all);
    }
    assertEquals(0, outcomes.getFirst().status(), outcomes.getFirst().err());
  }
}
