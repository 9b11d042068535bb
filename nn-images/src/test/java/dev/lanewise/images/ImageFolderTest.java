package dev.lanewise.images;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listing does not open files, so that empty ones serve. */
class ImageFolderTest {
  @TempDir private Path directory;

  private void files(String... names) {
    for (String name : names) {
      TestImages.write(directory.resolve(name), new byte[0]);
    }
  }

  private List<String> names(ImageFolder folder) {
    return folder.files().stream()
        .map(file -> directory.relativize(file).toString().replace('\\', '/'))
        .toList();
  }

  @Test
  void classesAndImagesAreInTheOrderOfTheirNames() {
    files("b/2.jpg", "b/10.PNG", "a/x.jpeg", "Z/y.gif", "b/sub/1.bmp", "\u00e4/q.jpg");
    ImageFolder folder = ImageFolder.open(directory);
    assertEquals(List.of("Z", "a", "b", "\u00e4"), folder.classes());
    assertEquals(
        List.of("Z/y.gif", "a/x.jpeg", "b/10.PNG", "b/2.jpg", "b/sub/1.bmp", "\u00e4/q.jpg"),
        names(folder));
    assertArrayEquals(new int[] {0, 1, 2, 2, 2, 3}, folder.labels());
    assertEquals(6, folder.size());
    folder.labels()[0] = 5;
    assertEquals(0, folder.labels()[0]);
  }

  @Test
  void litterAndFilesBesideTheFoldersDoNotCount() {
    files(
        "README.md",
        ".DS_Store",
        ".git/x.png",
        "__MACOSX/a/._1.jpg",
        "a/1.jpg",
        "a/Thumbs.db",
        "a/.hidden.jpg",
        "a/.cache/2.jpg",
        "b/1.jpg",
        "b/desktop.ini");
    assertEquals(List.of("a/1.jpg", "b/1.jpg"), names(ImageFolder.open(directory)));
  }

  @Test
  void anImageBesideTheFoldersHasNoClass() {
    files("a/1.jpg", "b/1.jpg", "stray.jpg");
    refused("stray.jpg", "beside the folders", "a folder for each class");
  }

  @Test
  void anythingElseInAFolderIsRefused() {
    files("a/1.jpg", "b/1.jpg", "b/2.webp");
    refused("2.webp", "PNG, JPEG, GIF or BMP", "Convert");
  }

  @Test
  void aClassNeedsImages() throws IOException {
    files("a/1.jpg", "b/1.jpg");
    Files.createDirectories(directory.resolve("empty/sub"));
    refused("empty", "at least 1 image", "remove the folder");
  }

  @Test
  void aDirectoryNeedsClasses() {
    refused(directory.toString(), "a folder for each class", "no folder");
    files("only/1.jpg");
    refused(directory.toString(), "at least 2 classes", "only");
  }

  private void refused(String... words) {
    assertError(DataException.class, () -> ImageFolder.open(directory), words);
  }

  @Test
  void tellsWhatIsNoDirectory() {
    files("a/1.jpg");
    assertError(
        DataException.class,
        () -> ImageFolder.open(directory.resolve("a/1.jpg")),
        "1.jpg",
        "a directory",
        "a file");
    assertError(
        DataException.class,
        () -> ImageFolder.open(directory.resolve("missing")),
        "missing",
        "nothing of that name");
  }

  @Test
  void aLinkToItsOwnFolderIsNotFollowedForEver() throws IOException {
    files("a/1.jpg", "b/1.jpg");
    Files.createSymbolicLink(directory.resolve("b/loop"), directory.resolve("b"));
    refused(directory.resolve("b").toString(), "a readable file", "Loop");
  }

  @Test
  void testsHaveTheNumbersOfTheModelsClasses() {
    files("cat/1.jpg", "dog/1.jpg");
    ImageFolder folder = ImageFolder.open(directory, List.of("dog", "bird", "cat"));
    assertEquals(List.of("dog", "bird", "cat"), folder.classes());
    assertArrayEquals(new int[] {0, 2}, folder.labels());
    assertEquals(List.of("dog/1.jpg", "cat/1.jpg"), names(folder));
    assertError(
        DataException.class,
        () -> ImageFolder.open(directory, List.of("dog", "bird")),
        "cat",
        "[dog, bird]");
    assertError(
        SettingException.class, () -> ImageFolder.open(directory, List.of("dog", "dog")), "[dog");
  }

  @Test
  void namesOfFilesDoNotControlTerminals() {
    TestImages.write(directory.resolve("a/\u001b[31m.txt"), "x".getBytes(StandardCharsets.UTF_8));
    files("b/1.jpg");
    refused("\\u001b[31m.txt");
  }
}
