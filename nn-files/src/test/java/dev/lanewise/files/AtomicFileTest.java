package dev.lanewise.files;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.FileException;
import dev.lanewise.Shape;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.nn.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What happens around a file that is written: names, modes, leftovers, and what is known before.
 */
class AtomicFileTest {
  private static final Network NINE =
      Network.of(Shape.of(1, 1, 1, 1, 1, 1, 1, 1, 2), new Flatten(), new Dense(1));

  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = directory.resolve("model.safetensors");
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  @Test
  void aLinkToAFileThatIsNotThereYetStaysALink() throws IOException {
    Path real = Files.createDirectory(directory.resolve("disk")).resolve("real");
    Path middle = Files.createSymbolicLink(directory.resolve("middle"), Path.of("disk", "real"));
    Files.createSymbolicLink(file, middle);
    ModelFile.save(Fixtures.small(), file);
    assertTrue(Files.isSymbolicLink(file));
    assertTrue(Files.isSymbolicLink(middle));
    assertTrue(Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS));
    assertEquals(List.of(directory.resolve("disk"), middle, file), list());
  }

  @Test
  void aLinkToItselfIsRefused() throws IOException {
    Files.createSymbolicLink(file, file.getFileName());
    assertThrows(FileException.class, () -> ModelFile.save(Fixtures.small(), file));
    assertTrue(Files.isSymbolicLink(file));
    assertEquals(List.of(file), list());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-rw-rw-", "r--r-----", "rwxr-xr-x"})
  void theModeOfAReplacedFileIsKept(String text) throws IOException {
    ModelFile.save(Fixtures.small(), file);
    Set<PosixFilePermission> mode = PosixFilePermissions.fromString(text);
    Files.setPosixFilePermissions(file, mode);
    ModelFile.save(Fixtures.small(), file);
    assertEquals(mode, Files.getPosixFilePermissions(file));
  }

  @Test
  void aNewFileGetsTheModeThatNewFilesGet() throws IOException {
    Path other = Files.createFile(directory.resolve("other"));
    ModelFile.save(Fixtures.small(), file);
    assertEquals(Files.getPosixFilePermissions(other), Files.getPosixFilePermissions(file));
  }

  @Test
  void aLinkStaysOne() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Files.createFile(file));
    ModelFile.save(Fixtures.small(), link);
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(Fixtures.SMALL, ModelFile.load(file).model().network());
  }

  @Test
  void whatKilledProcessesLeftIsDeletedAndWhatOthersWriteIsNot() throws IOException {
    long dead = 999_999_999;
    long alive = ProcessHandle.current().pid();
    Path left = directory.resolve(".model.safetensors." + dead + "-0123abcd.tmp");
    Path used = directory.resolve(".model.safetensors." + alive + "-0123abcd.tmp");
    Path mine = directory.resolve(".model.safetensors.mine.tmp");
    for (Path path : List.of(left, used, mine)) {
      Files.writeString(path, "half");
    }
    ModelFile.save(Fixtures.small(), file);
    assertEquals(List.of(used, mine, file), list());
  }

  @Test
  void namesMayBeAsLongAsTheSystemAllows() {
    Path longest = directory.resolve("\u00e4".repeat(127));
    ModelFile.save(Fixtures.small(), longest);
    assertEquals(Fixtures.SMALL, ModelFile.load(longest).model().network());
  }

  @Test
  void anInterruptSpoilsNothing() {
    Thread.currentThread().interrupt();
    ModelFile.save(Fixtures.small(), file);
    assertEquals(Fixtures.SMALL, ModelFile.load(file).model().network());
    Weights.save(Fixtures.small(), file, Layout.PYTORCH);
    Weights.load(file, Fixtures.SMALL, Layout.PYTORCH);
    assertTrue(Thread.interrupted());
  }

  @Test
  void whatCouldNotBeSavedIsKnownBeforeTraining() throws IOException {
    ModelFile.requireSavable(Fixtures.SMALL, Fixtures.METADATA, file);
    assertEquals(List.of(), list());
    Files.writeString(file, "old");
    ModelFile.requireSavable(Fixtures.SMALL, Fixtures.METADATA, file);
    assertEquals("old", Files.readString(file));
    assertRefused(Fixtures.SMALL, Metadata.NONE, directory.resolve("no/such"), "NoSuchFile");
    assertRefused(Fixtures.SMALL, Metadata.NONE, directory, "a directory");
    Metadata labels = new Metadata(Map.of(), Collections.nCopies(50_000, "l".repeat(100)));
    assertRefused(Fixtures.SMALL, labels, file, "at most 4194304 bytes");
    Metadata encoder = new Metadata(Map.of("table", "e".repeat(1 << 22)), List.of());
    assertRefused(Fixtures.SMALL, encoder, file, "at most 4194304 bytes");
    assertRefused(NINE, Metadata.NONE, file, "at most 8 elements");
    assertEquals(List.of(file), list());
  }

  private static void assertRefused(Network network, Metadata metadata, Path file, String found) {
    assertError(
        FileException.class, () -> ModelFile.requireSavable(network, metadata, file), found);
    assertError(
        FileException.class,
        () -> new ModelFile(network.initialize(1), metadata).save(file),
        found);
  }

  /** Or they would be saved and never load. */
  @Test
  void whatReadersRefuseIsNotWritten() throws IOException {
    assertError(
        FileException.class,
        () -> Checkpoint.save(Fixtures.state(NINE.initialize(1)), file),
        "at most 8 elements",
        "never be read again");
    Tensor nine = new Tensor("nine", Collections.nCopies(9, 1), new float[1]);
    assertError(
        FileException.class,
        () -> Safetensors.write(new Tensors(List.of(nine), Map.of()), file),
        "at most 8 elements");
    Map<String, String> many = new TreeMap<>();
    for (int i = 0; i < 250_000; i++) {
      many.put(Integer.toString(i, Character.MAX_RADIX), "");
    }
    assertError(
        FileException.class, () -> Safetensors.write(new Tensors(List.of(), many), file), "values");
    assertEquals(List.of(), list());
  }

  @Test
  void manyLabelsOfWhichOneIsLongComeBack() {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      labels.add("label " + i);
    }
    labels.set(7, "x".repeat(900_000));
    Metadata metadata = new Metadata(Map.of(), labels);
    new ModelFile(Fixtures.small(), metadata).save(file);
    assertEquals(metadata, ModelFile.load(file).metadata());
  }
}
