package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.files.ModelFile;
import dev.lanewise.files.NetworkFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A text learnt from, scored and continued. */
class TextCommandsTest {
  @TempDir Path directory;

  private Path text;
  private Path model;

  @BeforeEach
  void writeText() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      lines.append("The café in Zürich opens at %s, and closes at %s.\n".formatted(i, 3 * i));
    }
    text = Files.writeString(directory.resolve("a.txt"), lines);
    model = directory.resolve("m.safetensors");
  }

  private Outcome train(String... more) {
    return Outcome.of(
        Stream.concat(Stream.of("train", "--data=" + text, "--epochs=1"), Stream.of(more))
            .toArray(String[]::new));
  }

  private Outcome trainSmall(String... more) {
    return train(
        Stream.concat(Stream.of("--hidden=4", "--context=8", "--model=" + model), Stream.of(more))
            .toArray(String[]::new));
  }

  private static void assertSucceeds(Outcome outcome) {
    assertEquals("", outcome.err());
    assertEquals(0, outcome.status());
  }

  private static void assertRefused(Outcome outcome, String... words) {
    assertEquals(1, outcome.status(), outcome.out() + outcome.err());
    assertEquals("", outcome.out());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    for (String word : words) {
      assertTrue(outcome.err().contains(word), "no '" + word + "' in: " + outcome.err());
    }
  }

  /** What a model file of a text holds is a network for that text. */
  @ParameterizedTest
  @ValueSource(strings = {"lstm", "gpt"})
  void aNetworkOfOnesOwn(String network) {
    assertSucceeds(trainSmall("--network=" + network));
    Path json = directory.resolve("net.json");
    NetworkFile.save(ModelFile.load(model).model().network(), json);
    String own = "--network=" + json;
    Outcome outcome = train(own, "--model=" + model);
    assertSucceeds(outcome);
    assertTrue(outcome.out().contains("net.json, context 8, "), outcome.out());
    assertSucceeds(train(own, "--context=8"));
    assertSucceeds(Outcome.of("evaluate", "--model=" + model, "--data=" + text));
    assertSucceeds(Outcome.of("generate", "--model=" + model, "--tokens=9"));
    assertRefused(train(own, "--context=9"), "input of (9)", "(8, ", "--context");
    assertRefused(train(own, "--tokens=words"), "net.json", "--tokens", "--vocabulary");
  }

  @Test
  void aNetworkOfOnesOwnThatKnowsTooFewTokens() throws IOException {
    assertSucceeds(trainSmall());
    Path json = directory.resolve("net.json");
    NetworkFile.save(ModelFile.load(model).model().network(), json);
    String described = Files.readString(json);
    Files.writeString(json, described.replaceFirst("\"tokens\"( ?: ?)\\d+", "\"tokens\"$15"));
    assertRefused(train("--network=" + json), "net.json", "embedding of", "found one of 5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"characters", "--network=gpt", "--context=5"})
  void oneCharacterIsNothingToLearn(String option) throws IOException {
    Files.writeString(text, "a".repeat(2000));
    String more = option.startsWith("--") ? option : "--tokens=" + option;
    assertRefused(train(more), "a.txt", "'a'", "Take a text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--encoding=windows-1252",
        "--separator=;",
        "--decimal=,",
        "--missing=-",
        "--no-header",
        "--most-categories=5",
        "--ignore=x",
        "--task=classes",
        "--class-weight=balanced",
        "--horizon=2",
        "--size=8x8"
      })
  void whatSaysNothingAboutATextIsRefused(String option) {
    assertRefused(train(option), option.split("=", -1)[0] + " belongs to ", "eave");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--encoding=windows-1252", "--separator=;", "--no-header"})
  void andSoItIsWhenAModelIsScored(String option) {
    assertSucceeds(trainSmall());
    assertRefused(
        Outcome.of("evaluate", "--model=" + model, "--data=" + text, option),
        option.split("=", -1)[0] + " belongs to a table",
        "a text");
  }

  @Test
  void whatIsScoredIsTold() throws IOException {
    assertSucceeds(trainSmall());
    String all = Files.readString(text);
    int windows = (all.length() - 1) / 8;
    Outcome scored = Outcome.of("evaluate", "--model=" + model, "--data=" + text);
    String told = "scored    %s of %s tokens of ".formatted(8 * windows, all.length());
    assertTrue(scored.out().startsWith(told), scored.out());
    String json = Outcome.of("evaluate", "--model=" + model, "--data=" + text, "--json").out();
    assertTrue(json.contains("\"samples\":" + windows + ","), json);
    assertTrue(json.contains(8 * windows + " of " + all.length() + " tokens"), json);
    Files.writeString(text, all.substring(0, 17));
    String whole = Outcome.of("evaluate", "--model=" + model, "--data=" + text).out();
    assertTrue(whole.startsWith("scored    16 of 17 tokens"), whole);
  }

  @Test
  void aTextTooShortToScoreIsNamed() throws IOException {
    assertSucceeds(trainSmall());
    Files.writeString(text, "The café");
    assertRefused(
        Outcome.of("evaluate", "--model=" + model, "--data=" + text),
        "a.txt",
        "at least 9 tokens",
        "found 8",
        "longer text");
  }

  @ParameterizedTest
  @CsvSource({
    "'', --context=9, '--data and --context as before'",
    "--context=7, --context=9, '--context 7); found others'",
    "'', --tokens=words, '--data and --tokens as before'",
    "--tokens=pairs --vocabulary=260, --tokens=pairs --vocabulary=270, '--data and --vocabulary as'",
    "--test-share=0.2, '', ', --test-share 0.2); found others'",
    "--test-share=0.2, '', ', without --test-share). Set --data and --test-share'",
    "'', --network=gpt --heads=2, ', --heads,'",
  })
  void aCheckpointTellsWhatIsAnother(String before, String now, String words) {
    String run = "--checkpoint=" + directory.resolve("run");
    String usual = " --hidden=4 " + run;
    String context = before.contains("--context") ? "" : " --context=8";
    assertSucceeds(train((before + usual + context).strip().split(" +")));
    context = now.contains("--context") ? "" : " --context=8";
    assertRefused(train((now + usual + context).strip().split(" +")), words);
  }

  @Test
  void aCheckpointTellsThatOnlyTheTextIsAnother() throws IOException {
    String run = "--checkpoint=" + directory.resolve("run");
    assertSucceeds(train("--hidden=4", run));
    Files.writeString(text, Files.readString(text).replaceFirst("opens", "snepo"));
    assertRefused(train("--hidden=4", run), "found other values. Set --data as before");
  }

  private static double number(String out, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(out);
    assertTrue(matcher.find(), pattern + " in: " + out);
    return Double.parseDouble(matcher.group(1));
  }

  /** The text has as many words as {@code words} says, of which rare ones are unknown tokens. */
  @ParameterizedTest
  @CsvSource({"words, 40", "words, 9", "pairs, 280"})
  void bitsOfCharactersAreTold(String tokens, int vocabulary) throws IOException {
    Outcome trained = trainSmall("--tokens=" + tokens, "--vocabulary=" + vocabulary);
    assertSucceeds(trained);
    number(trained.out(), "(?s)test loss.* ([0-9.]+) bits a character");
    Outcome scored = Outcome.of("evaluate", "--model=" + model, "--data=" + text);
    double bits = number(scored.out(), "([0-9.]+) bits a token");
    double ofCharacters = number(scored.out(), "([0-9.]+) bits a character");
    double count = number(scored.out(), "scored    ([0-9]+) of");
    // The first token is no answer, nor are the last ones, which fill no window.
    int characters = Files.readString(text).length();
    assertEquals(bits * count / characters, ofCharacters, 0.02 * ofCharacters);
    String json = Outcome.of("evaluate", "--model=" + model, "--data=" + text, "--json").out();
    assertEquals(ofCharacters, number(json, "\"bitsPerCharacter\":([0-9.]+)"), 6e-4);
    String epoch = trainSmall("--tokens=" + tokens, "--json").out();
    assertTrue(number(epoch, "\"testBitsPerCharacter\":([0-9.]+)") > 0, epoch);
  }

  @Test
  void charactersHaveOneNumberOfBits() {
    Outcome trained = trainSmall();
    assertTrue(trained.out().contains(" bits a character"), trained.out());
    assertFalse(trained.out().contains(" bits a token"), trained.out());
  }

  @ParameterizedTest
  @CsvSource({
    "--network=gpt, --heads=3, '--heads must divide'",
    "--network=gpt, --hidden=none, --hidden of --network gpt",
    "--network=lstm, --hidden=none, --hidden none",
    "--network=gru, --hidden=none, --hidden none",
  })
  void networksThatCannotBeNameTheOption(String network, String option, String words) {
    assertRefused(train(network, option), words);
  }

  @Test
  @Timeout(60)
  void aDepthBeyondAllUseIsRefusedAtOnce() {
    for (String network : List.of("gpt", "resnet", "vgg")) {
      Outcome outcome = Outcome.of("train", "--network=" + network, "--depth=1000000");
      assertEquals(2, outcome.status(), outcome.err());
      assertTrue(outcome.err().contains("--depth must be at most 1000"), outcome.err());
    }
  }
}
