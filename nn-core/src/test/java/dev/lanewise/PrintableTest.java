package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PrintableTest {

  @Test
  void escapesWhatChangesTheRestOfALine() {
    assertEquals("a\\u001b[31mb\\u000a\\u000d\\u0009", Printable.of("a\u001b[31mb\n\r\t"));
    assertEquals("\\u202ea\\u2066\\u200f\\ufeff", Printable.of("\u202ea\u2066\u200f\ufeff"));
    assertEquals("\\u2028\\u2029\\u0085\\u009b", Printable.of("\u2028\u2029\u0085\u009b"));
    assertEquals("\\ud800x\\udb40\\udc41", Printable.of("\ud800x\udb40\udc41"));
  }

  @Test
  void keepsWhatIsText() {
    String text = "dé 漢 \uD83D\uDE00 \uD83D\uDC69\u200d\uD83D\uDCBB می\u200cخواهم";
    assertEquals(text, Printable.of(text));
  }

  @Test
  void keepsTheBeginningAndTheEnd() {
    assertEquals("abcdefghi", Printable.of("abcdefghi", 9));
    assertEquals("abc...efghij", Printable.of("abcdefghij", 9));
    assertEquals("\\u000a...b\\u000a", Printable.of("\naaaaab\n", 3));
  }
}
