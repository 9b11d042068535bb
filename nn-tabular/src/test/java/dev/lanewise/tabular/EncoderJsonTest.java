package dev.lanewise.tabular;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.DataException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EncoderJsonTest {
  private static final Categories NAMES =
      Categories.of(List.of("", "a\"b", "é\n\uD83D\uDE00", "x=\\"));

  private static final TableEncoder ALL =
      new TableEncoder(
          List.of(
              new NumberFeature(
                  "standard \"1\"", new NumberScale.Standard(0.1, 1e-300), OptionalDouble.of(-0.3)),
              new NumberFeature("range", new NumberScale.MinMax(-1e300, 7), OptionalDouble.empty()),
              new NumberFeature("raw", new NumberScale.None(), OptionalDouble.of(Math.PI)),
              category("hot", CategoryCode.ONE_HOT, UnknownCategory.ZEROS, Optional.of("")),
              category(
                  "drop",
                  CategoryCode.ONE_HOT_DROP_FIRST,
                  UnknownCategory.REFUSE,
                  Optional.empty()),
              category("order", CategoryCode.ORDINAL, UnknownCategory.REFUSE, Optional.empty()),
              category(
                  "most", CategoryCode.ORDINAL, UnknownCategory.MOST_FREQUENT, Optional.empty()),
              new DateFeature(
                  "day",
                  DateNotation.ISO,
                  false,
                  new NumberScale.Standard(20000, 365.5),
                  OptionalDouble.empty()),
              new DateFeature(
                  "time",
                  DateNotation.of("dd.MM.yyyy HH:mm"),
                  true,
                  new NumberScale.Standard(0, 1),
                  OptionalDouble.of(19999.25))),
          Optional.of(new Target.OfClass("y", NAMES)));

  static final String SMALL =
      """
      {"format":"lanewise.table-encoder","version":1,"features":[\
      {"column":"x","kind":"standard","mean":1.5,"deviation":2.0,"missing":0.0},\
      {"column":"c","kind":"one-hot","zeros":false,"categories":["a","b"]}],\
      "target":{"column":"y","kind":"number"}}\
      """;

  private static CategoryFeature category(
      String name, CategoryCode code, UnknownCategory unknown, Optional<String> replacement) {
    Optional<String> substitute =
        unknown == UnknownCategory.MOST_FREQUENT ? Optional.of("x=\\") : Optional.empty();
    return new CategoryFeature(name, NAMES, code, unknown, replacement, substitute);
  }

  @Test
  void comesBackAsItWas() {
    assertEquals(ALL, TableEncoder.fromJson(ALL.toJson()));
    TableEncoder regression =
        new TableEncoder(
            ALL.features(),
            Optional.of(new Target.OfNumber("y", new NumberScale.Standard(3, 0.1))));
    assertEquals(regression, TableEncoder.fromJson(regression.toJson()));
    TableEncoder inputs = new TableEncoder(ALL.features(), Optional.empty());
    assertEquals(inputs, TableEncoder.fromJson(inputs.toJson()));
  }

  @Test
  void looksAsDocumented() {
    assertEquals(SMALL, TableEncoder.fromJson(SMALL).toJson());
    String reordered =
        """
        { "target": {"kind": "number", "column": "y"}, "version": 1.0,
          "features": [{"missing": 0, "deviation": 2, "kind": "standard", "mean": 15e-1, "column": "x"},
            {"categories": ["a", "b"], "zeros": false, "column": "c", "kind": "one-hot"}],
          "format": "lanewise.table-encoder" }
        """;
    assertEquals(SMALL, TableEncoder.fromJson(reordered).toJson());
  }

  @Test
  void refusesEveryTruncation() {
    for (int length = 0; length < SMALL.length(); length++) {
      assertRefused(SMALL.substring(0, length));
    }
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        Arguments.of("lanewise.table-encoder", "other", "encoder.format"),
        Arguments.of("\"version\":1", "\"version\":2", "encoder.version"),
        Arguments.of("\"version\":1", "\"version\":\"1\"", "a number"),
        Arguments.of("\"standard\"", "\"cubic\"", "a known kind"),
        Arguments.of("\"kind\":\"one-hot\"", "\"kind\":\"two-hot\"", "a known kind"),
        Arguments.of("\"deviation\":2.0", "\"deviation\":0", "a positive, finite deviation"),
        Arguments.of("\"deviation\":2.0", "\"deviation\":-1", "a positive, finite deviation"),
        Arguments.of("\"deviation\":2.0", "\"deviation\":NaN", "well-formed"),
        Arguments.of("\"deviation\":2.0", "\"deviation\":\"NaN\"", "a number"),
        Arguments.of("\"deviation\":2.0", "\"deviation\":1e999", "finite"),
        Arguments.of("\"deviation\":2.0", "\"deviation\":null", "VALUE_NULL"),
        Arguments.of("\"deviation\":2.0,", "", "found 'nothing'"),
        Arguments.of("\"mean\":1.5", "\"mean\":1.5,\"mean\":1.5", "well-formed"),
        Arguments.of("\"mean\":1.5", "\"mean\":1.5,\"mode\":1.5", "no other members"),
        Arguments.of("\"mean\":1.5", "\"mean\":" + "1".repeat(100), "well-formed"),
        Arguments.of("\"mean\":1.5", "\"mean\":[1.5]", "a number"),
        Arguments.of("\"mean\":1.5", "\"mean\":[[1.5]]", "well-formed"),
        Arguments.of("\"missing\":0.0", "\"missing\":\"0\"", "a number"),
        Arguments.of("[\"a\",\"b\"]", "[]", "from 1 to"),
        Arguments.of("[\"a\",\"b\"]", "[\"a\",\"a\"]", "each once"),
        Arguments.of("[\"a\",\"b\"]", "[\"a\",1]", "texts only"),
        Arguments.of("[\"a\",\"b\"]", "\"a\"", "an array"),
        Arguments.of("\"zeros\":false", "\"zeros\":0", "true or false"),
        Arguments.of("\"zeros\":false", "\"zeros\":false,\"missing\":\"z\"", "'z'"),
        Arguments.of("\"column\":\"c\"", "\"column\":\"x\"", "'x' twice"),
        Arguments.of("\"column\":\"c\"", "\"column\":\"y\"", "'y' twice"),
        Arguments.of("\"target\":{", "\"target\":7,\"goal\":{", "an object"),
        Arguments.of("}]", "},5]", "encoder.features[2]"),
        Arguments.of("\"version\":1,", "\"version\":1,\"extra\":{},", "no other members"));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void refusesDamages(String text, String replacement, String words) {
    String damaged = SMALL.replace(text, replacement);
    assertRefused(damaged, words);
  }

  @Test
  void refusesOtherTexts() {
    for (String text : List.of("", "null", "7", "[]", "{}", "x", SMALL + "{}", SMALL + "x", "\0")) {
      assertRefused(text);
    }
    assertRefused("[".repeat(1_000_000), "well-formed");
    assertRefused("{\"a\":".repeat(100_000), "well-formed");
  }

  @Test
  void refusesTooMany() {
    String features = SMALL.replace("[\"a\",\"b\"]", "[\"a\"" + ",\"b\"".repeat(2_200_000) + "]");
    assertRefused(features, "well-formed");
    String none = "{\"format\":\"lanewise.table-encoder\",\"version\":1,\"features\":[]}";
    assertRefused(none, "from 1 to 16777216 inputs; found 0");
  }

  private static void assertRefused(String json, String... words) {
    assertError(DataException.class, () -> TableEncoder.fromJson(json), words);
  }

  /** Or it would be saved and never load. */
  @Test
  void whatReadersRefuseIsNotWritten() {
    String longest = "x".repeat((1 << 24) + 1);
    Categories names = Categories.of(List.of(longest));
    assertError(
        DataException.class,
        () ->
            new TableEncoder(
                    List.of(new NumberFeature("a", new NumberScale.None(), OptionalDouble.empty())),
                    Optional.of(new Target.OfClass("b", names)))
                .toJson(),
        "can be read again",
        "Leave out columns");
  }
}
