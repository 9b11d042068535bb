package dev.lanewise.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Byte pairs against an implementation that is too slow to be wrong. */
class BytePairTest {

  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    try (CodePoints characters = TextSource.of("t", text)) {
      new PhraseCut(pieces::add).all(characters);
    }
    return pieces;
  }

  private static List<Integer> boxed(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  @Test
  void mergesAndTokensAreThoseOfTheNaiveOne() {
    List<String> texts = new ArrayList<>();
    texts.add(TestTexts.all());
    texts.add("aaaa aaaaa aaaaaa aaaaaaa ababab bababa");
    for (int seed = 0; seed < 20; seed++) {
      texts.add(TestTexts.random(seed, 2000));
    }
    for (String text : texts) {
      NaiveBytePairs naive = new NaiveBytePairs(pieces(text), 60);
      BytePairTokenizer tokenizer = BytePairTokenizer.train(TextSource.text(text), 256 + 60);
      assertEquals(naive.merges(), boxed(tokenizer.ranks().merges()));
      for (String other : List.of(text, TestTexts.random(99, 3000))) {
        assertEquals(naive.encode(pieces(other)), boxed(tokenizer.encode(other)));
      }
    }
  }

  @Test
  void thereAreNoMorePairsThanOccurTwice() {
    BytePairTokenizer tokenizer = BytePairTokenizer.train(TextSource.text("ab ab c"), 1000);
    // "ab" and " ab" share "ab" only.
    assertArrayEquals(new int[] {'a', 'b'}, tokenizer.ranks().merges());
    assertEquals(257, tokenizer.size());
    assertEquals(256, BytePairTokenizer.train(TextSource.text("a"), 1000).size());
  }

  @Test
  void anyTokensHaveTheirBytesAndTheirText() {
    BytePairTokenizer tokenizer = BytePairTokenizer.train(TextSource.text(TestTexts.all()), 320);
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      int[] tokens = random.ints(random.nextInt(40), 0, tokenizer.size()).toArray();
      byte[] bytes = tokenizer.bytes(tokens);
      assertEquals(new String(bytes, StandardCharsets.UTF_8), tokenizer.decode(tokens));
      if (tokenizer.decode(tokens).indexOf('\ufffd') < 0) {
        assertArrayEquals(bytes, tokenizer.bytes(tokenizer.encode(tokenizer.decode(tokens))));
      }
    }
  }

  @Test
  void aCharacterComesWithItsLastByte() {
    BytePairTokenizer tokenizer = BytePairTokenizer.train(TextSource.text("a"), 256);
    TokenDecoder decoder = tokenizer.decoder();
    assertEquals("a", decoder.next('a'));
    assertEquals("", decoder.next(0xf0));
    assertEquals("", decoder.next(0x9f));
    assertEquals("", decoder.next(0x98));
    assertEquals("\ud83d\ude00", decoder.next(0x80));
    assertEquals("", decoder.next(0xe2));
    assertEquals("\ufffdb", decoder.next('b'));
    assertEquals("", decoder.next(0xe2));
    assertEquals("\ufffd", decoder.end());
    assertEquals("c", decoder.next('c'));
    assertEquals("", decoder.end());
  }

  @Test
  void encodingGivesTheSameWhateverItRemembers() {
    String text = TestTexts.random(5, 20_000);
    BytePairTokenizer tokenizer = BytePairTokenizer.train(TextSource.text(text), 400);
    List<Integer> alone = new ArrayList<>();
    for (String piece : pieces(text)) {
      new PairEncoding(tokenizer.ranks(), alone::add).encode(piece);
    }
    assertEquals(alone, boxed(tokenizer.encode(text)));
    assertTrue(alone.size() < text.getBytes(StandardCharsets.UTF_8).length);
  }
}
