package dev.lanewise.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is chosen when backends are obstructed or broken. Each test loads the library once more,
 * with providers of its own, so that no provider of a test is ever found by the tests of other
 * modules.
 */
class BackendLadderTest {
  private static final String PREFIX = "dev.lanewise.kernels.TestBackends$";

  @TempDir Path directory;

  private final Optional<String> before =
      Optional.ofNullable(System.getProperty(Backends.PROPERTY));

  @BeforeEach
  void clearProperty() {
    System.clearProperty(Backends.PROPERTY);
  }

  @AfterEach
  void restoreProperty() {
    before.ifPresent(value -> System.setProperty(Backends.PROPERTY, value));
  }

  @Test
  void thePreferredBackendIsTaken() throws Exception {
    String selection = select("Slow", "Fast");
    assertTrue(selection.contains("TestBackends$Fast"), selection);
    assertTrue(selection.contains("best that is present"), selection);
  }

  @Test
  void anObstructedBackendIsPassedWithItsReason() throws Exception {
    String selection = select("Obstructed", "Slow");
    assertTrue(selection.contains("TestBackends$Slow"), selection);
    assertTrue(selection.contains("obstructed: no such vectors"), selection);
  }

  @Test
  void aBrokenProviderIsPassedWithItsReason() throws Exception {
    for (String broken : List.of("Broken", "Absent", "Unlinkable")) {
      String selection = select(broken);
      assertTrue(selection.contains("ReferenceBackend"), selection);
      assertTrue(selection.contains("provider could not be loaded"), selection);
    }
  }

  @Test
  void aBrokenProviderHidesNoOther() throws Exception {
    String selection = select("Broken", "Absent", "Fast", "Unlinkable");
    assertTrue(selection.contains("TestBackends$Fast"), selection);
  }

  @Test
  void anObstructedBackendIsRefusedByNameWithItsReason() throws Exception {
    try (URLClassLoader library = library("Obstructed")) {
      Throwable error = failure(library, "obstructed");
      assertEquals("dev.lanewise.BackendException", error.getClass().getName());
      assertEquals("Backend 'obstructed' cannot run: no such vectors.", error.getMessage());
    }
  }

  @Test
  void anUnknownNameListsWhatIsPresent() throws Exception {
    try (URLClassLoader library = library("Slow", "Fast")) {
      String message = String.valueOf(failure(library, "abacus").getMessage());
      assertTrue(message.contains("fast, slow, reference"), message);
    }
  }

  private static Throwable failure(URLClassLoader library, String name) throws Exception {
    Class<?> backends = library.loadClass(Backends.class.getName());
    InvocationTargetException thrown =
        assertThrows(
            InvocationTargetException.class,
            () -> backends.getMethod("select", String.class).invoke(null, name));
    return Objects.requireNonNull(thrown.getCause());
  }

  private String select(String... providers) throws Exception {
    try (URLClassLoader library = library(providers)) {
      Class<?> backends = library.loadClass(Backends.class.getName());
      return String.valueOf(backends.getMethod("select").invoke(null));
    }
  }

  /** The library and its tests, without any parent but the JDK. */
  private URLClassLoader library(String... providers) throws IOException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.write(
        services.resolve(Backend.class.getName()),
        List.of(providers).stream().map(PREFIX::concat).toList());
    URL[] urls = {directory.toUri().toURL(), home(Backends.class), home(TestBackends.class)};
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static URL home(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }
}
