package dev.lanewise.train;

import static dev.lanewise.Errors.assertError;

import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.UsageException;
import dev.lanewise.layers.Dense;
import dev.lanewise.lbfgs.Lbfgs;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Network;
import dev.lanewise.predict.PredictorPool;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages have the digits of the code, also where people write others. */
class MessageDigitsTest {
  private static final Network NETWORK = Network.of(Shape.of(2), new Dense(3));

  private Locale before = Locale.ROOT;

  @BeforeEach
  void keep() {
    before = Locale.getDefault();
  }

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "fa-IR"})
  void areAsciiInEveryLocale(String locale) {
    Locale.setDefault(Locale.forLanguageTag(locale));
    PredictorPool pool = PredictorPool.of(NETWORK.initialize(1), 1);
    float[] sample = {1, 2};
    assertError(UsageException.class, () -> pool.use(lent -> pool.predict(sample)), "pool (1)");
    assertError(ShapeException.class, () -> pool.predict(new float[4]), "found 4");
    assertError(SettingException.class, () -> Lbfgs.iterations(-7), "at least 1", "found -7");
    assertError(
        SettingException.class,
        () -> new Plateau(Monitor.LOSS, 0.5, -1, 0, 0, 0),
        "found -1, 0.0, 0, 0.0");
    assertError(
        ShapeException.class,
        () -> Loss.meanSquaredError().checkTargets(3, 2),
        "3 outputs",
        "2 targets");
  }
}
