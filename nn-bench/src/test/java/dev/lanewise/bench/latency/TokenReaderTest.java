package dev.lanewise.bench.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenReaderTest {
  private static final TokenRequest REQUEST = new TokenRequest("gpt");

  /** Lanewise with a mistake: it never forgets, or its scores are a little higher. */
  private record Faulty(TokenReader reader, boolean forgets, float more) implements TokenReader {
    @Override
    public void restart() {
      if (forgets) {
        reader.restart();
      }
    }

    @Override
    public void read(int token, float[] scores) {
      reader.read(token, scores);
      scores[3] += more;
    }
  }

  @Test
  void scoresAndForgettingAreChecked() {
    TokenReader reader = new GeneratorReader(REQUEST);

    new Faulty(reader, true, 0).check(REQUEST);
    String message =
        assertThrows(
                IllegalStateException.class, () -> new Faulty(reader, true, 0.01f).check(REQUEST))
            .toString();
    assertTrue(message.contains("for token 3"), message);
    assertThrows(IllegalStateException.class, () -> new Faulty(reader, false, 0).check(REQUEST));
  }

  @Test
  void textIsReadTokenByTokenOverAndOver() {
    List<Integer> seen = new ArrayList<>();
    Runnable call =
        new TokenReader() {
          @Override
          public void restart() {
            seen.add(-1);
          }

          @Override
          public void read(int token, float[] scores) {
            seen.add(token);
          }
        }.over(REQUEST);

    for (int i = 0; i < 65; i++) {
      call.run();
    }

    int[] tokens = REQUEST.tokens();
    assertEquals(66, seen.size());
    assertEquals(List.of(tokens[63], -1, tokens[0]), seen.subList(63, 66));
  }
}
