package dev.lanewise.loss;

import dev.lanewise.SettingException;
import dev.lanewise.ShapeException;
import dev.lanewise.nn.Network;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What training minimises if a network has several outputs: the weighted sum of a loss of each.
 *
 * <pre>{@code
 * WeightedLosses losses =
 *     WeightedLosses.of("digit", Loss.softmaxCrossEntropy()).and("angle", Loss.meanSquaredError(), 0.1);
 * }</pre>
 *
 * @param terms one for each output
 */
public record WeightedLosses(List<Term> terms) {

  /**
   * The loss of an output.
   *
   * @param output the output's name; empty for the only one
   * @param loss its loss
   * @param weight its factor in the sum, finite and at least 0
   */
  public record Term(Optional<String> output, Loss loss, double weight) {

    /** Checks the weight. */
    public Term {
      if (!(weight >= 0 && Double.isFinite(weight))) {
        throw new SettingException(
            "The weight of a loss must be finite and at least 0; found %s for %s."
                .formatted(weight, loss));
      }
    }
  }

  /** Copies the list; refuses an output that has two losses. */
  public WeightedLosses {
    terms = List.copyOf(terms);
    var seen = new HashSet<Optional<String>>();
    for (Term term : terms) {
      if (!seen.add(term.output())) {
        throw new SettingException(
            "Output '%s' has two losses; give it one.".formatted(term.output().orElse("")));
      }
    }
  }

  /** The loss of the only output. */
  public static WeightedLosses of(Loss loss) {
    return new WeightedLosses(List.of(new Term(Optional.empty(), loss, 1)));
  }

  /** The loss of an output, with a weight of 1. */
  public static WeightedLosses of(String output, Loss loss) {
    return new WeightedLosses(List.of(new Term(Optional.of(output), loss, 1)));
  }

  /** With the loss of another output. */
  public WeightedLosses and(String output, Loss loss, double weight) {
    List<Term> more = new ArrayList<>(terms);
    more.add(new Term(Optional.of(output), loss, weight));
    return new WeightedLosses(more);
  }

  /**
   * The terms in the order of a network's outputs.
   *
   * @throws ShapeException if an output has no loss, or a loss no output
   */
  public List<Term> of(Network network) {
    List<String> outputs = network.outputs();
    if (terms.size() == 1 && outputs.size() == 1 && terms.getFirst().output().isEmpty()) {
      return terms;
    }
    List<Term> ordered = new ArrayList<>();
    for (String output : outputs) {
      terms.stream()
          .filter(term -> term.output().equals(Optional.of(output)))
          .forEach(ordered::add);
    }
    if (ordered.size() != terms.size() || ordered.size() != outputs.size()) {
      throw new ShapeException(
          "Each output needs one loss: the network has outputs %s; found losses for %s. Name them with WeightedLosses.of and WeightedLosses.and."
              .formatted(
                  String.join(", ", outputs),
                  String.join(
                      ", ",
                      terms.stream()
                          .map(term -> term.output().orElse("the only output"))
                          .toList())));
    }
    return ordered;
  }

  /** The network that these losses want to see, see {@link Loss#training}. */
  public Network training(Network network) {
    List<Term> ordered = of(network);
    Network trained = network;
    for (int i = 0; i < ordered.size(); i++) {
      trained = ordered.get(i).loss().training(trained, i);
    }
    return trained;
  }
}
