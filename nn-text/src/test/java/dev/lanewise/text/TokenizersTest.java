package dev.lanewise.text;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.files.Metadata;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizersTest {
  @TempDir private Path directory;

  private static List<Tokenizer> trained(TextSource source) {
    return List.of(
        CharacterTokenizer.train(source),
        WordTokenizer.train(source, Vocabulary.MOST),
        BytePairTokenizer.train(source, 256),
        BytePairTokenizer.train(source, 300));
  }

  /** Every part of a text has as many characters as what its tokens come back as. */
  @Test
  void charactersAreCounted() {
    String text = "Ein Café, 7 €; 𝄞 it's a_test\n\n\tzwölf";
    TextSource source = TextSource.text(text);
    for (Tokenizer tokenizer : trained(TextSource.texts(List.of(text, text + text)))) {
      int[] tokens = tokenizer.encode(text);
      assertEquals(
          text.codePointCount(0, text.length()), source.characters(tokenizer, 0, tokens.length));
      for (int cut = 0; cut <= tokens.length; cut++) {
        String start = tokenizer.decode(Arrays.copyOf(tokens, cut));
        int unfinished =
            start.endsWith("\ufffd")
                ? start.replaceFirst("\ufffd+$", "\ufffd").length()
                : start.length();
        long characters = start.codePointCount(0, unfinished);
        assertEquals(characters, source.characters(tokenizer, 0, cut), tokenizer + " " + cut);
        long rest = source.characters(tokenizer, cut, tokens.length);
        assertEquals(text.codePointCount(0, text.length()), characters + rest);
      }
    }
    Tokenizer little = WordTokenizer.train(TextSource.text("a a"), 3);
    assertEquals(6, TextSource.text("a bcd, a").characters(little, 2, 6));
    assertEquals(5, TextSource.texts(List.of("a b", "cde a")).characters(little, 2, 5));
  }

  @Test
  void textsComeBack() {
    for (Tokenizer tokenizer : trained(TextSource.texts(TestTexts.HOSTILE))) {
      for (String text : TestTexts.HOSTILE) {
        int[] tokens = tokenizer.encode(text);
        assertTrue(IntStream.of(tokens).allMatch(t -> t >= 0 && t < tokenizer.size()));
        assertEquals(text, tokenizer.decode(tokens));
        assertEquals(text, piecemeal(tokenizer, tokens));
      }
      assertArrayEquals(new int[0], tokenizer.encode(""));
      assertEquals("", tokenizer.decode());
    }
  }

  private static String piecemeal(Tokenizer tokenizer, int[] tokens) {
    TokenDecoder decoder = tokenizer.decoder();
    StringBuilder text = new StringBuilder();
    for (int token : tokens) {
      text.append(decoder.next(token));
    }
    return text.append(decoder.end()).toString();
  }

  @Test
  void filesReadersAndStringsGiveTheSame() {
    String text = TestTexts.random(1, 5000);
    Path file = TestTexts.write(directory.resolve("t.txt"), text);
    List<Tokenizer> ofString = trained(TextSource.text(text));
    List<Tokenizer> ofFile = trained(TextSource.file(file));
    for (int i = 0; i < ofString.size(); i++) {
      assertEquals(ofString.get(i).toJson(), ofFile.get(i).toJson());
      Tokens tokens = Tokens.read(TextSource.file(file), ofFile.get(i));
      int[] expected = ofString.get(i).encode(text);
      assertArrayEquals(expected, TokensTest.all(tokens));
    }
    WordTokenizer read =
        WordTokenizer.train(TextSource.reader("r", new StringReader(text)), Vocabulary.MOST);
    assertEquals(ofString.get(1).toJson(), read.toJson());
  }

  @Test
  void charactersAreInTheOrderOfTheirNumbers() {
    CharacterTokenizer tokenizer =
        CharacterTokenizer.train(TextSource.text("b\ud83d\ude00a\u00e9\nab"));
    assertEquals(5, tokenizer.size());
    assertEquals("\nab\u00e9\ud83d\ude00", tokenizer.characters());
    assertArrayEquals(new int[] {4, 2, 0, 3, 1}, tokenizer.encode("\ud83d\ude00b\n\u00e9a"));
  }

  @Test
  void anUnknownCharacterIsNamedWithItsPlace() {
    CharacterTokenizer tokenizer = CharacterTokenizer.train(TextSource.text("abc\n"));
    Path file = TestTexts.write(directory.resolve("t.txt"), "abc\na\u00e9b");
    assertError(
        DataException.class,
        () -> Tokens.read(TextSource.file(file), tokenizer),
        "t.txt, byte offset 5 (line 2): expected one of the 4 characters",
        "found '\u00e9' (U+00E9). Remove it, or train");
    assertError(
        DataException.class,
        () -> tokenizer.encode("ab\u001b"),
        "Text, character offset 2 (line 1)",
        "'\\u001b' (U+001B)");
  }

  @Test
  void wordsAreInTheOrderOfTheirFrequency() {
    WordTokenizer tokenizer = WordTokenizer.train(TextSource.text("b a, b a, b, x"), 100);
    assertEquals(List.of("\ufffd", " ", ",", "b", "a", "x"), tokenizer.words());
    assertArrayEquals(new int[] {3, 2, 1, 4}, tokenizer.encode("b, a"));
    WordTokenizer small = WordTokenizer.train(TextSource.text("b a, b a, b, x"), 4);
    assertEquals(List.of("\ufffd", " ", ",", "b"), small.words());
    assertArrayEquals(new int[] {3, 1, WordTokenizer.UNKNOWN, 2}, small.encode("b xyz,"));
    assertEquals("b \ufffd,", small.decode(3, 1, 0, 2));
  }

  @Test
  void tokensThatDoNotExistAreRefused() {
    for (Tokenizer tokenizer : trained(TextSource.text("abc"))) {
      for (int token : new int[] {-1, tokenizer.size(), Integer.MIN_VALUE}) {
        assertError(
            DataException.class,
            () -> tokenizer.decode(0, token),
            "from 0 to " + (tokenizer.size() - 1),
            String.valueOf(token));
      }
    }
  }

  @Test
  void sizesOutOfRangeAreRefused() {
    TextSource text = TextSource.text("abc");
    for (int size : new int[] {255, Vocabulary.MOST + 1}) {
      assertError(
          SettingException.class, () -> BytePairTokenizer.train(text, size), "256 to 262144");
    }
    assertError(SettingException.class, () -> WordTokenizer.train(text, 1), "from 2");
  }

  @Test
  void rareWordsOfHugeTextsAreForgotten() {
    PieceCounts counts = new PieceCounts(10);
    for (int i = 0; i < 1000; i++) {
      counts.add("often");
      counts.add("rare" + i);
    }
    assertEquals("often", counts.sorted().getFirst());
    assertEquals(1000, counts.count("often"));
    assertTrue(counts.sorted().size() <= 10);
    assertEquals(1, counts.count("rare999"));
    assertEquals(0, counts.count("rare0"));
  }

  @Test
  void aModelFileKeepsIt() {
    Tokenizer tokenizer = BytePairTokenizer.train(TextSource.text(TestTexts.all()), 300);
    Path file = Path.of("model.safetensors");
    assertTrue(Tokenizer.isIn(tokenizer.metadata()));
    assertEquals(tokenizer.toJson(), Tokenizer.of(tokenizer.metadata(), file).toJson());
    assertError(
        DataException.class,
        () -> Tokenizer.of(Metadata.NONE, file),
        "model.safetensors",
        "property 'tokenizer'");
    Metadata damaged = new Metadata(Map.of(Tokenizer.PROPERTY, "{}"), List.of());
    assertError(
        DataException.class,
        () -> Tokenizer.of(damaged, file),
        "model.safetensors, JSON of a tokenizer: expected its format");
  }
}
