package dev.lanewise.tabular;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.DataException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.files.Metadata;
import dev.lanewise.files.ModelFile;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesPredictorTest {

  static final String SMALL =
      """
      {"format":"lanewise.series-encoder","version":1,"lookBack":2,"horizon":3,"season":4,\
      "filled":true,"time":{"column":"t"},"targets":["y"],\
      "columns":[{"column":"x","mean":1.5,"deviation":2.0},{"column":"y","mean":-10.0,"deviation":4.0}]}\
      """;

  private static final SeriesEncoder ENCODER = SeriesEncoder.fromJson(SMALL);

  @TempDir Path directory;

  /** Outputs 1, 2, ... plus the scaled y of the last row. */
  private static Model model() {
    Network network = Network.of(Shape.of(2, 2), new Flatten(), new Dense(3));
    float[] weights = new float[12];
    weights[9] = 1;
    weights[10] = 1;
    weights[11] = 1;
    return new Model(network, new float[][] {weights, {1, 2, 3}});
  }

  @Test
  void continuesBehindTheLastRow() {
    CsvTable table = SeriesText.table("z,y,t,x\na,1,5,0\nb,,6,1\nc,-2,7,9\n");
    Forecast forecast = new SeriesPredictor(ENCODER, model()).forecast(table);
    assertEquals(3, forecast.steps().size());
    for (int step = 1; step <= 3; step++) {
      Forecast.Step found = forecast.steps().get(step - 1);
      assertEquals(step, found.number());
      assertEquals(Optional.of(String.valueOf(7 + step)), found.time());
      assertEquals(-10 + 4 * (step + (-2 + 10) / 4.0), found.values().getFirst().value(), 1e-5);
      assertEquals("y", found.values().getFirst().column());
    }
  }

  /** Rows of a look-back of 2 that are equally far apart need not be so for ever. */
  @ParameterizedTest
  @CsvSource({
    "2026-10-01 2026-11-01 2026-12-01, ''",
    "2026-07-01 2026-08-01, ''",
    "2026-01-01 2026-02-01 2026-03-01 2026-04-01 2026-05-01 2026-06-01 2026-07-01 2026-08-01 2026-09-01, ''",
    "2013-01-01 2014-01-01 2015-01-01 2016-01-01 2017-01-01 2018-01-01 2019-01-01 2020-01-01, ''",
    "2026-01-01 2026-01-02 2026-01-05 2026-01-06 2026-01-07 2026-01-08 2026-01-09, ''",
    "1 2 4 5 6 7 8 9 10, ''",
    "1 3 4 5 6 7 8 9 10, 11",
    "2026-01-01 2026-01-03 2026-01-05, 2026-01-07",
  })
  void goesOnInTimeIfThatIsClear(String times, String next) {
    StringBuilder text = new StringBuilder("t,x,y\n");
    for (String time : times.split(" ", -1)) {
      text.append(time).append(",1,2\n");
    }
    Forecast forecast =
        new SeriesPredictor(ENCODER, model()).forecast(SeriesText.table(text.toString()));
    assertEquals(next, forecast.steps().getFirst().time().orElse(""));
  }

  @Test
  void refusesWhatCannotBeContinued() {
    SeriesPredictor predictor = new SeriesPredictor(ENCODER, model());
    assertForecastFails(predictor, "y,t,x\n1,5,0\n", "at least 2 rows, the look-back");
    assertForecastFails(predictor, "y,x\n1,5\n2,5\n", "expected a column 't'");
    assertForecastFails(predictor, "y,t\n1,5\n2,6\n", "expected a column 'x'");
    assertForecastFails(predictor, "y,t,x\n1,5,0\n2,5,0\n", "line 3, column 't'");
    assertForecastFails(predictor, "y,t,x\n1,5,0\n2,6,1e200\n", "row 2", "finite as a float");
    Model other = Network.of(Shape.of(3, 2), new Flatten(), new Dense(3)).initialize(1);
    assertError(ShapeException.class, () -> new SeriesPredictor(ENCODER, other), "(3, 2)");
  }

  private static void assertForecastFails(SeriesPredictor predictor, String text, String... words) {
    assertError(DataException.class, () -> predictor.forecast(SeriesText.table(text)), words);
  }

  @Test
  void comesBackFromAFile() {
    Path file = directory.resolve("model.safetensors");
    new SeriesPredictor(ENCODER, model()).save(file);
    SeriesPredictor loaded = SeriesPredictor.load(file);
    assertEquals(ENCODER, loaded.encoder());
    CsvTable table = SeriesText.table("y,t,x\n1,5,0\n-2,7,9\n");
    assertEquals(new SeriesPredictor(ENCODER, model()).forecast(table), loaded.forecast(table));
    assertTrue(SeriesPredictor.isIn(ModelFile.load(file).metadata()));
  }

  @Test
  void refusesForeignModelFiles() {
    Path file = Path.of("some.safetensors");
    assertError(
        DataException.class,
        () -> SeriesPredictor.of(new ModelFile(model(), Metadata.NONE), file),
        "some.safetensors",
        "property 'series'");
    for (String json : List.of("{}", SMALL.replace("\"lookBack\":2", "\"lookBack\":3"))) {
      Metadata metadata = new Metadata(Map.of("series", json), List.of());
      assertError(
          DataException.class,
          () -> SeriesPredictor.of(new ModelFile(model(), metadata), file),
          "some.safetensors");
    }
  }

  @Test
  void encodersComeBackAsTheyWere() {
    assertEquals(SMALL, ENCODER.toJson());
    SeriesRecipe recipe =
        new SeriesRecipe(
            List.of("é \"1\"", "b"),
            7,
            1,
            Set.of(),
            Optional.of(TimeColumn.of("t", DateNotation.of("dd.MM.yyyy"))),
            OptionalInt.empty(),
            false);
    SeriesEncoder encoder =
        new SeriesEncoder(
            recipe,
            List.of(
                new SeriesColumn("b", new NumberScale.Standard(0.1, 1e-300)),
                new SeriesColumn("é \"1\"", new NumberScale.Standard(-1e300, 3))));
    assertEquals(encoder, SeriesEncoder.fromJson(encoder.toJson()));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "lanewise.series-encoder,lanewise.table-encoder,series.format",
        "\"version\":1,\"version\":2,series.version",
        "\"lookBack\":2,\"lookBack\":0,series.lookBack",
        "\"lookBack\":2,\"lookBack\":2.5,series.lookBack",
        "\"lookBack\":2,\"lookBack\":3e9,series.lookBack",
        "\"lookBack\":2,\"lookBack\":2147483647,2^31",
        "\"lookBack\":2,\"lookBack\":\"2\",series.lookBack",
        "\"horizon\":3,\"horizon\":-3,series.horizon",
        "\"season\":4,\"season\":0,series.season",
        "\"filled\":true,\"filled\":1,series.filled",
        "\"filled\":true,`\"filled\":true,\"more\":1`,no other members",
        "{\"column\":\"t\"},`{\"column\":\"t\",\"pattern\":\"hh\"}`,a pattern of dates",
        "{\"column\":\"t\"},`{\"column\":\"t\",\"a\":1}`,no other members",
        "{\"column\":\"t\"},{\"column\":\"x\"},the time not",
        "{\"column\":\"t\"},{\"column\":\"y\"},another column to predict",
        "[\"y\"],[\"z\"],z",
        "[\"y\"],[],found",
        "[\"y\"],`[\"y\",\"y\"]`,`y, y`",
        "\"x\",\"y\",different names",
        "2.0,0,deviation",
        "2.0,-1,deviation",
        "2.0,1e999,columns[0].deviation",
        "2.0,null,VALUE_NULL"
      })
  void refusesDamagedEncoders(String from, String to, String words) {
    assertTrue(SMALL.contains(from), from);
    assertError(DataException.class, () -> SeriesEncoder.fromJson(SMALL.replace(from, to)), words);
  }

  @Test
  void refusesEveryBeginning() {
    for (int length = 0; length < SMALL.length(); length++) {
      String cut = SMALL.substring(0, length);
      assertThrows(DataException.class, () -> SeriesEncoder.fromJson(cut), cut);
    }
  }
}
