package dev.lanewise.text;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFolderTest {
  @TempDir private Path directory;

  private void files(String... names) {
    for (String name : names) {
      TestTexts.write(directory.resolve(name), name);
    }
  }

  private List<String> names(TextFolder folder) {
    return folder.files().stream()
        .map(file -> directory.relativize(file).toString().replace('\\', '/'))
        .toList();
  }

  @Test
  void classesAndTextsAreInTheOrderOfTheirNames() {
    files("b/2.txt", "b/10", "a/x.md", "Z/y.txt", "b/sub/1.txt", "\u00e4/q.txt");
    TextFolder folder = TextFolder.open(directory);
    assertEquals(List.of("Z", "a", "b", "\u00e4"), folder.classes());
    assertEquals(
        List.of("Z/y.txt", "a/x.md", "b/10", "b/2.txt", "b/sub/1.txt", "\u00e4/q.txt"),
        names(folder));
    assertArrayEquals(new int[] {0, 1, 2, 2, 2, 3}, folder.labels());
    assertEquals(6, folder.size());
    folder.labels()[0] = 5;
    assertEquals(0, folder.labels()[0]);
  }

  @Test
  void someOfTheTextsTrainATokenizer() {
    files("a/1", "b/2");
    TextFolder folder = TextFolder.open(directory);
    assertEquals("/12ab", CharacterTokenizer.train(folder.source()).characters());
    assertEquals("/2b", CharacterTokenizer.train(folder.source(new int[] {1})).characters());
    assertError(
        SettingException.class, () -> folder.source(new int[0]), "at least 1 text; found none");
  }

  @Test
  void litterAndFilesBesideTheFoldersDoNotCount() {
    files(
        "README.md",
        ".git/x.txt",
        "__MACOSX/a/._1.txt",
        "a/1.txt",
        "a/Thumbs.db",
        "a/.cache/2.txt",
        "b/1.txt",
        "b/desktop.ini");
    assertEquals(List.of("a/1.txt", "b/1.txt"), names(TextFolder.open(directory)));
  }

  @Test
  void aDirectoryNeedsClassesWithTexts() throws IOException {
    refused(directory, directory.toString(), "a folder for each class", "no folder");
    files("only/1.txt");
    refused(directory, directory.toString(), "at least 2 classes", "'only'");
    Files.createDirectories(directory.resolve("empty/sub"));
    refused(directory, "empty", "at least 1 text", "remove the folder");
    refused(directory.resolve("only/1.txt"), "1.txt", "a directory", "a file");
    refused(directory.resolve("none"), "none", "nothing of that name");
  }

  private static void refused(Path directory, String... words) {
    assertError(DataException.class, () -> TextFolder.open(directory), words);
  }

  @Test
  void aLinkToItsOwnFolderIsNotFollowedForEver() throws IOException {
    files("a/1.txt", "b/1.txt");
    Files.createSymbolicLink(directory.resolve("b/loop"), directory.resolve("b"));
    refused(directory, directory.resolve("b").toString(), "a readable directory", "Loop");
  }

  @Test
  void testsHaveTheNumbersOfTheModelsClasses() {
    files("cat/1.txt", "dog/1.txt");
    TextFolder folder = TextFolder.open(directory, List.of("dog", "bird", "cat"));
    assertEquals(List.of("dog", "bird", "cat"), folder.classes());
    assertArrayEquals(new int[] {0, 2}, folder.labels());
    assertEquals(List.of("dog/1.txt", "cat/1.txt"), names(folder));
    assertError(
        DataException.class,
        () -> TextFolder.open(directory, List.of("dog", "bird")),
        "cat: expected the folder of one of the classes [dog, bird]");
    assertError(
        SettingException.class, () -> TextFolder.open(directory, List.of("dog", "dog")), "[dog");
  }
}
