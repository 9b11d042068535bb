package dev.lanewise.text;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.DataException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokenizerJsonTest {
  static final String START = "{\"format\":\"lanewise.tokenizer\",\"version\":1,";
  static final String CHARACTERS = START + "\"characters\":\"\\n abc\"}";
  static final String WORDS = START + "\"words\":[\" \",\"the\",\"a\"]}";
  static final String MERGES = START + "\"merges\":[97,98,256,99]}";

  @Test
  void looksAsDocumented() {
    for (String json : List.of(CHARACTERS, WORDS, MERGES)) {
      assertEquals(json, Tokenizer.fromJson(json).toJson());
      assertEquals(
          json, Tokenizer.fromJson(json.replace(":", " : ").replace(",", " ,\n")).toJson());
    }
    assertArrayEquals(new int[] {256 + 1, 256}, Tokenizer.fromJson(MERGES).encode("abcab"));
    assertArrayEquals(new int[] {2, 1, 3, 0}, Tokenizer.fromJson(WORDS).encode("the a."));
  }

  @Test
  void comesBackAsItWas() {
    TextSource text = TextSource.texts(TestTexts.HOSTILE);
    for (Tokenizer tokenizer :
        List.of(
            CharacterTokenizer.train(text),
            WordTokenizer.train(text, 1000),
            BytePairTokenizer.train(text, 256),
            BytePairTokenizer.train(text, 1000))) {
      Tokenizer read = Tokenizer.fromJson(tokenizer.toJson());
      assertEquals(tokenizer.toJson(), read.toJson());
      assertEquals(tokenizer.size(), read.size());
      for (String each : TestTexts.HOSTILE) {
        assertArrayEquals(tokenizer.encode(each), read.encode(each));
      }
    }
  }

  @Test
  void refusesEveryTruncation() {
    for (String json : List.of(CHARACTERS, WORDS, MERGES)) {
      for (int length = 0; length < json.length(); length++) {
        assertRefused(json.substring(0, length));
      }
    }
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        Arguments.of(MERGES, "lanewise.tokenizer", "other", "format lanewise.tokenizer"),
        Arguments.of(MERGES, "\"version\":1", "\"version\":2", "version 1; found '2'"),
        Arguments.of(MERGES, "\"version\":1", "\"version\":1.0", "a number as version"),
        Arguments.of(MERGES, "\"version\":1,", "", "no version"),
        Arguments.of(MERGES, "\"format\":\"lanewise.tokenizer\",", "", "no format"),
        Arguments.of(MERGES, "\"version\":1,", "\"version\":1,\"version\":1,", "well-formed"),
        Arguments.of(MERGES, "\"version\":1,", "\"version\":1,\"more\":1,", "'more'"),
        Arguments.of(MERGES, "\"version\":1,", "\"version\":1,\"words\":[\"a\"],", "several"),
        Arguments.of(MERGES, "[97,98,256,99]", "null", "a list of merges"),
        Arguments.of(MERGES, "[97,98,256,99]", "[97,98,256]", "one left over"),
        Arguments.of(MERGES, "[97,98,256,99]", "[97,98,97,98]", "merged twice"),
        Arguments.of(MERGES, "97", "256", "from 0 to 255"),
        Arguments.of(MERGES, "99", "257", "from 0 to 256"),
        Arguments.of(MERGES, "97", "-1", "'-1'"),
        Arguments.of(MERGES, "97", "97.0", "whole numbers"),
        Arguments.of(MERGES, "97", "4294967393", "'4294967393'"),
        Arguments.of(MERGES, "97", "9".repeat(20), "well-formed"),
        Arguments.of(MERGES, "97", "[97]", "well-formed"),
        Arguments.of(MERGES, "97,98", "\"a\",98", "whole numbers"),
        Arguments.of(MERGES, "\"merges\"", "\"merge\"", "'merge'"),
        Arguments.of(MERGES, ",\"merges\":[97,98,256,99]", "", "none of them"),
        Arguments.of(CHARACTERS, "abc", "acb", "'b' (U+0062) out of place"),
        Arguments.of(CHARACTERS, "abc", "abb", "'b' (U+0062) out of place"),
        Arguments.of(CHARACTERS, "abc", "ab\\ud83d", "(U+D83D)"),
        Arguments.of(CHARACTERS, "abc", "ab\\ude00", "(U+DE00)"),
        Arguments.of(CHARACTERS, "\\n abc", "", "at least 1 character"),
        Arguments.of(CHARACTERS, "\"\\n abc\"", "[]", "a text of characters"),
        Arguments.of(WORDS, "\"a\"", "\"the\"", "'the'"),
        Arguments.of(WORDS, "\"a\"", "\"\"", "''"),
        Arguments.of(WORDS, "\"a\"", "7", "all of them texts"),
        Arguments.of(WORDS, "\"a\"", "null", "all of them texts"),
        Arguments.of(WORDS, "\"a\"", "\"" + "x".repeat(65) + "\"", "1 to 64 characters"),
        Arguments.of(WORDS, "\"a\"", "\"\\ud83d\"", "\\ud83d"),
        Arguments.of(WORDS, "[\" \",\"the\",\"a\"]", "[]", "from 2 to"));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void refusesDamages(String good, String text, String replacement, String words) {
    assertRefused(good.replace(text, replacement), words);
  }

  @Test
  void refusesOtherTexts() {
    for (String text :
        List.of("", "null", "7", "[]", "{}", "x", MERGES + "{}", MERGES + "x", "\0")) {
      assertRefused(text);
    }
    assertRefused("[".repeat(1_000_000));
    assertRefused("{\"a\":".repeat(100_000));
  }

  /** Each token twice as long as the one before would be 2^n bytes. */
  @Test
  void refusesTokensThatGrow() {
    StringBuilder merges = new StringBuilder("97,97");
    for (int i = 0; i < 60; i++) {
      merges.append(",").append(256 + i).append(",").append(256 + i);
    }
    assertRefused(START + "\"merges\":[" + merges + "]}", "at most 256 bytes; found one of 512");
  }

  @Test
  void refusesTooMany() {
    StringBuilder merges = new StringBuilder();
    for (int i = 0; i < Vocabulary.MOST - 256 + 1; i++) {
      merges.append(i == 0 ? "" : ",").append(i / 256).append(",").append(i % 256);
    }
    // Pairs of bytes while there are some, then of tokens of two bytes and a byte.
    assertRefused(START + "\"merges\":[" + merges + "]}", "tokens; found 262145");
  }

  private static void assertRefused(String json, String... words) {
    assertError(DataException.class, () -> Tokenizer.fromJson(json), words);
  }
}
