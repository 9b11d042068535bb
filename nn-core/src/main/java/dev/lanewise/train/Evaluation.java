package dev.lanewise.train;

import dev.lanewise.engine.EpochSums;
import dev.lanewise.loss.WeightedLosses.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How well a model does on a data set.
 *
 * @param loss the mean loss of a sample, or of a position that counts; of several outputs the
 *     weighted sum
 * @param accuracy the share of samples, or of positions that count, whose class is right; empty for
 *     regressions and for networks with several outputs
 * @param samples the number of samples
 * @param outputs the same for each output of a network with several, losses without their weights;
 *     otherwise empty
 */
public record Evaluation(
    double loss, OptionalDouble accuracy, int samples, List<Evaluation> outputs) {

  /** Copies the list. */
  public Evaluation {
    outputs = List.copyOf(outputs);
  }

  /** An evaluation of a network with one output. */
  public Evaluation(double loss, OptionalDouble accuracy, int samples) {
    this(loss, accuracy, samples, List.of());
  }

  /**
   * The perplexity, {@code exp(loss)}: between how many equally likely classes, such as next words,
   * the network hesitates. Means something if the loss is a cross-entropy in nats, as {@link
   * dev.lanewise.loss.SoftmaxCrossEntropy} is.
   */
  public double perplexity() {
    return StrictMath.exp(loss);
  }

  /** The loss in bits instead of nats: of a cross-entropy of characters the bits a character. */
  public double bits() {
    return loss / StrictMath.log(2);
  }

  /** What sums over samples say. */
  static Evaluation of(List<Term> terms, EpochSums sums) {
    List<Evaluation> each = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      OptionalDouble accuracy =
          terms.get(i).loss().classifies()
              ? OptionalDouble.of(sums.accuracy(i))
              : OptionalDouble.empty();
      each.add(new Evaluation(sums.loss(i) / sums.samples(), accuracy, sums.samples()));
    }
    return each.size() == 1 ? each.getFirst() : joined(terms, each, sums.samples());
  }

  private static Evaluation joined(List<Term> terms, List<Evaluation> each, int samples) {
    double loss = 0;
    for (int i = 0; i < terms.size(); i++) {
      loss += terms.get(i).weight() * each.get(i).loss;
    }
    return new Evaluation(loss, OptionalDouble.empty(), samples, each);
  }
}
