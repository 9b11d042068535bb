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
 * @param characters of a token of the test text, on average; 1 if each token is one
 */
record Quality(Optional<Target.OfNumber> number, int tokens, double characters) {

  /** Of a table or images. */
  Quality(Optional<Target.OfNumber> number) {
    this(number, 0, 1);
  }

  /** Of a text: cross-entropy in nats of a token, and perplexity. */
  static Quality ofText(int tokens, double characters) {
    return new Quality(Optional.empty(), tokens, characters);
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
              "%s  %.3f bits a character%s",
              characters == 1
                  ? ""
                  : String.format(Locale.ROOT, "  %.3f bits a token", evaluation.bits()),
              bitsPerCharacter(evaluation),
              accuracy("  ", evaluation.accuracy()));
    }
    return number.isPresent() ? error("", evaluation.loss()) : accuracy("", evaluation.accuracy());
  }

  /** Of a text: what texts are compared by, whatever their tokens are. */
  double bitsPerCharacter(Evaluation evaluation) {
    return evaluation.bits() / characters;
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
