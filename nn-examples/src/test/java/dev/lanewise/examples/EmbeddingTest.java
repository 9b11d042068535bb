package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The library inside of somebody else's application: however it is started, the same model comes
 * out. The time limit only ends tests that would hang.
 */
@Timeout(120)
class EmbeddingTest {
  private static final List<String> VECTORS = List.of("--add-modules", "jdk.incubator.vector");

  private static final String CHECKSUM = new Embedded().call().split(" ", -1)[1];

  private static List<String> classPath() {
    return Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator, -1));
  }

  private static Stream<String> librariesOf(List<String> path) {
    return path.stream().filter(entry -> entry.contains("nn-core") || entry.contains("nn-simd"));
  }

  private static String run(List<String> options, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add(Embedded.class.getName());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.strip().lines().toList().getLast();
  }

  private static List<String> onClassPath(List<String> more) {
    List<String> options = new ArrayList<>(more);
    options.addAll(List.of("-cp", String.join(File.pathSeparator, classPath())));
    return options;
  }

  @Test
  void onTheClassPath() throws Exception {
    assertEquals("simd " + CHECKSUM, run(onClassPath(VECTORS)));
  }

  @Test
  void withoutTheIncubatorModule() throws Exception {
    assertEquals("reference " + CHECKSUM, run(onClassPath(List.of())));
  }

  @Test
  void onTheModulePath() throws Exception {
    List<String> libraries = librariesOf(classPath()).toList();
    assumeTrue(
        libraries.size() == 2 && libraries.stream().allMatch(path -> path.endsWith(".jar")),
        "the jars are not packaged yet; mvn verify does that first");
    String tests = classPath().stream().filter(p -> p.endsWith("test-classes")).findFirst().get();
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--module-path", String.join(File.pathSeparator, libraries)));
    options.addAll(
        List.of("--add-modules", "dev.lanewise.core,dev.lanewise.simd,jdk.incubator.vector"));
    options.addAll(List.of("-cp", tests));
    assertEquals("simd " + CHECKSUM, run(options));
  }

  @Test
  void underForeignLocales() throws Exception {
    List<String> languages = List.of("ar-EG-u-nu-arab", "tr-TR", "th-TH-u-ca-buddhist-nu-thai");
    for (String language : languages.subList(0, TestSize.of(1, 3))) {
      String[] parts = language.split("-", 3);
      List<String> options = new ArrayList<>(VECTORS);
      options.addAll(List.of("-Duser.language=" + parts[0], "-Duser.country=" + parts[1]));
      assertEquals("simd " + CHECKSUM, run(onClassPath(options)), language);
    }
  }

  @Test
  void inAThreadWithASmallStack() throws Exception {
    assertEquals("simd " + CHECKSUM, run(onClassPath(VECTORS), "small-stack"));
  }

  @Test
  void inTwoClassLoadersAtOnce() throws Exception {
    try (URLClassLoader one = isolated();
        URLClassLoader two = isolated()) {
      Callable<?> first = instance(one);
      Callable<?> second = instance(two);
      assertNotSame(first.getClass(), second.getClass());
      for (Callable<?> each : List.of(first, second, first)) {
        assertTrue(each.call().toString().endsWith(CHECKSUM));
      }
    }
  }

  private static URLClassLoader isolated() {
    URL[] urls = classPath().stream().map(EmbeddingTest::url).toArray(URL[]::new);
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(String path) {
    try {
      return Path.of(path).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(path, e);
    }
  }

  private static Callable<?> instance(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> type = loader.loadClass(Embedded.class.getName());
    return (Callable<?>) type.getDeclaredConstructor().newInstance();
  }
}
