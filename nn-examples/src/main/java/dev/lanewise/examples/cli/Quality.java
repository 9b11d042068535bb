package dev.lanewise.examples.cli;

import dev.lanewise.tabular.Target;
import dev.lanewise.train.Evaluation;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How people are told how good a model is: a classifier by loss and accuracy, a regression by its
 * root mean squared error in the unit of the column.
 *
 * @param number the target of a regression
 * @param tokens of a sample of a text, 0 of other data
 */
record Quality(Optional<Target.OfNumber> number, int tokens) {

  /** Of a table or images. */
  Quality(Optional<Target.OfNumber> number) {
    this(number, 0);
  }

  /** Of a text: cross-entropy in nats of a token, and perplexity. */
  static Quality ofText(int tokens) {
    return new Quality(Optional.empty(), tokens);
  }

  boolean isOfText() {
    return tokens > 0;
  }

  /** How fast training is, in what people count. */
  String speed(double samplesPerSecond) {
    return isOfText()
        ? String.format(Locale.ROOT, "%,.0f tokens/s", samplesPerSecond * tokens)
        : String.format(Locale.ROOT, "%,.0f samples/s", samplesPerSecond);
  }

  /** The loss; of a regression the mean squared error in the unit of the column, squared. */
  double loss(double loss) {
    return number.map(target -> target.unscaledSquare(loss)).orElse(loss);
  }

  /** Loss and accuracy, or the error, each after a prefix such as {@code "test "}. */
  String text(String prefix, Evaluation evaluation) {
    if (isOfText()) {
      return String.format(
          Locale.ROOT,
          "%sloss %.4f  %sperplexity %.2f",
          prefix,
          evaluation.loss(),
          prefix,
          evaluation.perplexity());
    }
    return number.isPresent()
        ? error(prefix, evaluation.loss())
        : String.format(Locale.ROOT, "%sloss %.4f", prefix, evaluation.loss())
            + accuracy("  " + prefix, evaluation.accuracy());
  }

  /** The accuracy, or the error. */
  String brief(Evaluation evaluation) {
    if (isOfText()) {
      return text("", evaluation)
          + String.format(
              Locale.ROOT,
              "  %.3f bits a token%s",
              evaluation.bits(),
              accuracy("  ", evaluation.accuracy()));
    }
    return number.isPresent() ? error("", evaluation.loss()) : accuracy("", evaluation.accuracy());
  }

  /** The root of the mean squared error. */
  String error(String prefix, double loss) {
    return String.format(Locale.ROOT, "%sRMSE %.6g", prefix, Math.sqrt(loss(loss)));
  }

  private static String accuracy(String prefix, OptionalDouble accuracy) {
    return accuracy.isPresent()
        ? String.format(Locale.ROOT, "%saccuracy %.2f %%", prefix, 100 * accuracy.getAsDouble())
        : "";
  }
}
