package dev.lanewise.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The library's messages, as its sources have them, and what commands make of them. */
class RemedyNamesTest {
  private static final Pattern LITERALS =
      Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"(?:\\s*\\+\\s*\"(?:[^\"\\\\\n]|\\\\.)*\")*");

  private static final Pattern METHOD = Pattern.compile("\\([A-Z]\\w*\\.[a-z]\\w*\\)");

  private static final Pattern FOR_PROGRAMS =
      Pattern.compile("[Aa] program can [^.;]*?\\([A-Z]\\w*\\.[a-z]\\w*\\)");

  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

  private static final Set<String> TRAIN = options(new TrainCommand());

  private static Set<String> options(Object command) {
    return new CommandLine(command).getCommandSpec().optionsMap().keySet();
  }

  /** The texts of a module's main sources, neighbours joined. */
  private static List<String> texts(String module) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(RemedyNamesTest::content)
          .flatMap(text -> LITERALS.matcher(text).results())
          .map(MatchResult::group)
          .map(literal -> literal.replaceAll("\"\\s*\\+\\s*\"", ""))
          .toList();
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void commandsNameNoMethods() throws IOException {
    assertNoMethods(texts("nn-tabular"), 16);
    assertNoMethods(texts("nn-images"), 1);
  }

  /** Fails if a text shows one, or if fewer than so many texts had one: are the sources read? */
  private static void assertNoMethods(List<String> texts, int least) {
    assertTrue(texts.stream().filter(text -> METHOD.matcher(text).find()).count() >= least);
    for (String text : texts) {
      String shown = FOR_PROGRAMS.matcher(Remedies.withOptions(text, TRAIN)).replaceAll("");
      assertFalse(METHOD.matcher(shown).find(), shown);
    }
  }

  /** A text that the library no longer has would be one that commands no longer translate. */
  @Test
  void everyTranslatedTextIsOneOfTheLibrary() throws IOException {
    String all =
        String.join("\n", texts("nn-core"))
            + String.join("\n", texts("nn-files"))
            + String.join("\n", texts("nn-tabular"))
            + String.join("\n", texts("nn-images"))
            + String.join("\n", texts("nn-text"));
    Remedies.OPTIONS.keySet().forEach(text -> assertTrue(all.contains(text), text));
  }

  @Test
  void everyOptionOfARemedyExists() throws IOException {
    CommandLine train = new CommandLine(new TrainCommand());
    CommandLine predict = new CommandLine(new PredictCommand());
    CommandLine evaluate = new CommandLine(new EvaluateCommand());
    CommandLine generate = new CommandLine(new GenerateCommand());
    Set<String> known =
        Stream.of(train, predict, evaluate, generate)
            .flatMap(command -> command.getCommandSpec().options().stream())
            .flatMap(option -> Stream.of(option.names()))
            .collect(Collectors.toSet());
    known.add("--help");
    for (String text : Remedies.OPTIONS.values()) {
      assertKnown(known, text);
    }
    for (String text : texts("nn-examples")) {
      if (text.contains(" ")) {
        assertKnown(known, text.replace("--add-modules", ""));
      }
    }
  }

  /** What readers of data advise is said for each command that reads data. */
  @Test
  void everyCommandHasTheOptionsThatItAdvisesOrSaysThatTrainingHas() throws IOException {
    List<String> texts = new ArrayList<>();
    for (String module : List.of("nn-tabular", "nn-text", "nn-images")) {
      texts.addAll(texts(module));
    }
    texts.add("Use a smaller batch or network, or start java with a larger -Xmx.");
    for (Object command : List.of(new PredictCommand(), new EvaluateCommand())) {
      Set<String> known = options(command);
      int others = 0;
      for (String text : texts) {
        for (String part : Remedies.withOptions(text, known).split("\\. |(?<=\\)), or", -1)) {
          boolean all = OPTION.matcher(part).results().allMatch(o -> known.contains(o.group()));
          assertTrue(all || part.matches(".*\\b[Tt]rain\\b.*"), part);
          others += all ? 0 : 1;
        }
      }
      assertTrue(others > 5, "found " + others);
    }
  }

  @Test
  void whatOnlyTrainingCanDoIsSaidSo() {
    Set<String> predict = options(new PredictCommand());
    String fill =
        "train.csv, line 2: found none. Let the last stand for it (SeriesRecipe.withFilledGaps).";
    assertEquals(
        "train.csv, line 2: found none. Let the last stand for it (train again with --fill last).",
        Remedies.withOptions(fill, predict));
    assertTrue(Remedies.withOptions(fill, TRAIN).endsWith("for it (--fill last)."));
    assertEquals(
        "Name it (--missing), and train with a replacement (--impute).",
        Remedies.withOptions(
            "Name it (CsvFormat.withMissing), and train with a replacement (TableRecipe.withMissing).",
            predict));
    assertEquals("Raise the limit, as with NN_JAVA_OPTS=-Xmx4g", Remedies.ofMemory(predict));
    assertTrue(Remedies.ofMemory(TRAIN).contains("--batch"));
  }

  private static void assertKnown(Set<String> known, String text) {
    OPTION
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .forEach(option -> assertTrue(known.contains(option), option + " in: " + text));
  }

  @Test
  void theTypeOfAColumnIsNamedByItsOption() {
    assertEquals(
        "declare the column a category (--categories).",
        Remedies.withOptions("declare the column a category (TableRecipe.withType).", TRAIN));
    assertEquals(
        "declare this one a column of numbers (--numbers)",
        Remedies.withOptions("declare this one a column of numbers (TableRecipe.withType)", TRAIN));
  }
}
