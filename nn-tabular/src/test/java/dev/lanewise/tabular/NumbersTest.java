package dev.lanewise.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+1",
        "1.",
        ".5",
        "-.5",
        "1e3",
        "1E-3",
        "1.5e+10",
        "007",
        "1e-400",
        "1e308",
        " 1.5 ",
        "\t-2",
        "123456789012345678901234567890.5"
      })
  void readsWhatJavaReads(String text) {
    assertEquals(Double.parseDouble(text), Numbers.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u00a01",
        "1\u00a0",
        "+",
        "-",
        ".",
        "e",
        "1e",
        "1e+",
        "e5",
        "--1",
        "1-",
        "1.2.3",
        "1,5",
        "1 000",
        "NaN",
        "nan",
        "Infinity",
        "-Infinity",
        "inf",
        "1d",
        "1f",
        "0x1p3",
        "0x10",
        "1_000",
        "1e400",
        "-1e999999999999",
        "\u0661",
        "\u22121",
        "1\u0000"
      })
  void refusesEverythingElse(String text) {
    assertEquals(Double.NaN, Numbers.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,5",
        "-1,5",
        ",5",
        "5,",
        "5%",
        "5 %",
        "-0.5 %",
        "1,000",
        "1,000.5",
        "1.000,5",
        "1'000",
        "1 000 000",
        "1\u00a0000",
        "1_000",
        "$5",
        "-$5",
        "$-5",
        "5 \u20ac",
        "(5)",
        "1e400",
        "Infinity",
        "-inf",
        "+INF",
        "\u221e",
        "\u22121",
        "\u0661\u066b\u0665",
        "1,5e3",
        "\u00a01",
        "12 \u2030"
      })
  void knowsOtherNotations(String text) {
    assertTrue(Numbers.isOtherNotation(text), text);
    assertEquals(Double.NaN, Numbers.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a",
        "red",
        "2024-01-31",
        "31.01.2024",
        "1/2/2024",
        "12:30",
        "1.2.3",
        "10-19",
        "<=50K",
        ">50K",
        "5more",
        "3rd",
        "4 doors",
        "A1",
        "1a",
        "B 12",
        "e5",
        "%",
        "-",
        "1-",
        "+49",
        "information",
        "1,2,3"
      })
  void leavesNamesAlone(String text) {
    assertEquals(text.equals("+49"), Numbers.isOtherNotation(text), text);
  }

  @Test
  void aLongTextIsJudgedAtOnce() {
    assertFalse(Numbers.isOtherNotation("1".repeat(30_000) + "x"));
    assertFalse(Numbers.isOtherNotation("1,234".repeat(12) + "x"));
  }

  @Test
  void writesNoMoreDigitsThanAreKnown() {
    assertEquals("0.1", Numbers.text(0.1f, 1e-8));
    assertEquals("30.0", Numbers.text(30.000000001, 1e-6));
    assertEquals("1.700000002E9", Numbers.text(1700000002.00004, 1e-3));
    assertEquals("-1.2E-5", Numbers.text(-1.2000001e-5, 1e-9));
    assertEquals("0.0", Numbers.text(0, 1e-9));
    assertEquals("1.0E300", Numbers.text(1e300, 1e290));
    assertEquals("4.9E-324", Numbers.text(Double.MIN_VALUE, 0));
  }

  @Test
  void theLocaleDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals(1.5, Numbers.parse("1.5"));
      assertEquals(Double.NaN, Numbers.parse("1,5"));
    } finally {
      Locale.setDefault(before);
    }
  }
}
