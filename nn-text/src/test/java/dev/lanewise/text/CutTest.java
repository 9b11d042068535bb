package dev.lanewise.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CutTest {

  private static List<String> pieces(Function<Consumer<String>, Cut> cut, String text) {
    List<String> pieces = new ArrayList<>();
    try (CodePoints characters = TextSource.of("t", text)) {
      cut.apply(pieces::add).all(characters);
    }
    return pieces;
  }

  private static void assertPhrases(String text, String... expected) {
    assertEquals(List.of(expected), pieces(PhraseCut::new, text));
  }

  private static void assertWords(String text, String... expected) {
    assertEquals(List.of(expected), pieces(WordCut::new, text));
  }

  @Test
  void phrases() {
    assertPhrases("Hello world", "Hello", " world");
    assertPhrases("a  b", "a", " ", " b");
    assertPhrases(" a", " a");
    assertPhrases("a   ", "a", "   ");
    assertPhrases("a\n\nb\tc", "a", "\n", "\n", "b", "\t", "c");
    assertPhrases("a \n b", "a", " \n", " b");
    assertPhrases("x2 10%...", "x", "2", " 10", "%...");
    assertPhrases("don't I'll 'tis", "don", "'t", " I", "'ll", " '", "tis");
    assertPhrases("l\u2019homme", "l", "\u2019homme");
    assertPhrases("a' b''c", "a", "'", " b", "''", "c");
    assertPhrases("e\u0301a 1\u20e3 \u0301", "e\u0301a", " 1\u20e3", " \u0301");
    assertPhrases("\u0301a", "\u0301", "a");
  }

  @Test
  void words() {
    assertWords("Hello,  world", "Hello", ",", " ", " ", "world");
    assertWords("don't 'tis a'", "don't", " ", "'", "tis", " ", "a", "'");
    assertWords("rock'n'roll a''b", "rock'n'roll", " ", "a", "'", "'", "b");
    assertWords("a'\u0301b a'1", "a", "'\u0301", "b", " ", "a", "'", "1");
    assertWords("x2 3.14", "x", "2", " ", "3", ".", "14");
    assertWords("e\u0301a\u200cb !\u0301 \u0301", "e\u0301a\u200cb", " ", "!\u0301", " ", "\u0301");
    assertWords("\r\n", "\r", "\n");
  }

  @Test
  void thePiecesAreTheTextAndNoneIsTooLong() {
    List<String> texts = new ArrayList<>(TestTexts.HOSTILE);
    for (int seed = 0; seed < 300; seed++) {
      texts.add(TestTexts.random(seed, 1 + seed));
    }
    for (String text : texts) {
      for (List<String> pieces :
          List.of(pieces(PhraseCut::new, text), pieces(WordCut::new, text))) {
        assertEquals(text, String.join("", pieces));
        assertTrue(
            pieces.stream()
                .allMatch(p -> !p.isEmpty() && p.codePointCount(0, p.length()) <= Cut.LONGEST));
      }
    }
  }
}
