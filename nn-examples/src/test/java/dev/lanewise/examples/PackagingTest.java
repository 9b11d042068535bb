package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jars as the README tells applications to use them: an application in a module of its own, an
 * image of jlink, a fat jar. It learns a table and predicts a record, on the vector kernels. The
 * time limit only ends tests that would hang.
 */
@Timeout(120)
class PackagingTest {
  private static final String EXPECTED = "simd iris";

  private static final String MODULE =
      """
      module app {
        requires dev.lanewise.tabular;

        opens app to
            dev.lanewise.tabular;
      }
      """;

  private static final String MAIN =
      """
      package app;

      import dev.lanewise.layers.Dense;
      import dev.lanewise.loss.Loss;
      import dev.lanewise.nn.*;
      import dev.lanewise.optimizer.Optimizer;
      import dev.lanewise.tabular.*;
      import dev.lanewise.train.*;
      import java.util.List;

      class Main {
        record Flower(double length, String color, String kind) {}

        record Leaf(double length, String color) {}

        public static void main(String[] arguments) {
          List<Flower> flowers =
              List.of(
                  new Flower(2, "white", "daisy"),
                  new Flower(3, "red", "daisy"),
                  new Flower(6, "blue", "iris"),
                  new Flower(7, "white", "iris"));
          PreparedTable table =
              PreparedTable.of(
                  MemoryTable.ofRecords(Flower.class, flowers),
                  TableRecipe.predicting("kind"), 0, 0, 42);
          Network network = Network.of(table.encoder().inputShape(), new Dense(2));
          try (Trainer trainer =
              Trainer.builder(
                      network.initialize(42), Loss.softmaxCrossEntropy(), Optimizer.adam(0.1))
                  .batchSize(4)
                  .build()) {
            trainer.fit(table.training(), Fit.epochs(50));
            TablePredictor predictor = TablePredictor.of(table.encoder(), trainer.model());
            System.out.println(
                trainer.backend().backend().name()
                    + " "
                    + predictor.predict(new Leaf(6.5, "blue")).text());
          }
        }
      }
      """;

  @TempDir private static Path directory;

  @BeforeAll
  static void compile() throws Exception {
    assumeTrue(
        jars().size() == 6 && jars().stream().allMatch(path -> path.endsWith(".jar")),
        "the jars are not packaged yet; mvn verify does that first");
    Path source = Files.createDirectories(directory.resolve("src/app")).resolve("Main.java");
    Files.writeString(source, MAIN);
    Path module = directory.resolve("src/module-info.java");
    Files.writeString(module, MODULE);
    run(
        tool(
            "javac",
            "-Xlint:all",
            "-Werror",
            "-p",
            jarPath(),
            "-d",
            classes(),
            "" + source,
            "" + module));
  }

  /** What an application that depends on nn-tabular and nn-simd gets. */
  private static List<String> jars() {
    List<String> names =
        List.of("nn-core", "nn-simd", "nn-files", "nn-tabular", "jackson-core", "fastcsv");
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(path -> names.stream().anyMatch(path::contains))
        .toList();
  }

  private static String jarPath() {
    return String.join(File.pathSeparator, jars());
  }

  private static String classes() {
    return directory.resolve("classes").toString();
  }

  private static String modulePath() {
    return classes() + File.pathSeparator + jarPath();
  }

  private static ProcessBuilder tool(String name, String... arguments) {
    String program = Path.of(System.getProperty("java.home"), "bin", name).toString();
    return new ProcessBuilder(
        Stream.concat(Stream.of(program), Stream.of(arguments)).collect(Collectors.toList()));
  }

  /** Runs a process, and tells the last line that it has printed. */
  private static String run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.isBlank() ? "" : output.strip().lines().toList().getLast();
  }

  @Test
  void inAModule() throws Exception {
    assertEquals(EXPECTED, run(tool("java", "-p", modulePath(), "-m", "app/app.Main")));
  }

  @Test
  void inAnImage() throws Exception {
    Path image = directory.resolve("image");
    run(
        tool(
            "jlink",
            "-p",
            modulePath(),
            "--add-modules",
            "app,dev.lanewise.simd",
            "--output",
            "" + image));
    String java = image.resolve("bin/java").toString();
    assertEquals(EXPECTED, run(new ProcessBuilder(java, "-m", "app/app.Main")));
  }

  @Test
  void inAFatJar() throws Exception {
    Path all = Files.createDirectory(directory.resolve("all"));
    for (String jar : jars()) {
      unpack(jar, all);
    }
    String jar = directory.resolve("app.jar").toString();
    run(
        tool(
            "jar", "-c", "-f", jar, "-e", "app.Main", "-C", "" + all, ".", "-C", classes(), "app"));
    ProcessBuilder java = tool("java", "-jar", jar);
    java.environment().put("JDK_JAVA_OPTIONS", "--add-modules=jdk.incubator.vector");
    assertEquals(EXPECTED, run(java));
  }

  /** Unpacks a jar as shading does: without descriptors of modules, services one below another. */
  private static void unpack(String jar, Path target) throws IOException {
    try (JarFile file = new JarFile(jar)) {
      for (JarEntry entry : file.stream().toList()) {
        String name = entry.getName();
        if (entry.isDirectory()
            || name.endsWith("module-info.class")
            || name.equals(JarFile.MANIFEST_NAME)) {
          continue;
        }
        Path path = target.resolve(name);
        Files.createDirectories(path.getParent());
        try (InputStream in = file.getInputStream(entry)) {
          Files.write(
              path, in.readAllBytes(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
      }
    }
  }
}
