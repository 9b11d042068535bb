package dev.lanewise.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
        " 1",
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
