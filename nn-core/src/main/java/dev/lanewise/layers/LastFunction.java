package dev.lanewise.layers;

import dev.lanewise.Activation;
import dev.lanewise.Activation.Function;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Operation;
import dev.lanewise.nn.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The function that a network applies last; it tells what the outputs are: probabilities, logits or
 * other numbers. Layers behind it that leave values as they are in inference (views, dropout,
 * noise, the identity) do not hide it; nor do functions that leave probabilities as they are, such
 * as ReLU, if that is what it gives.
 *
 * @param place the layer that applies it
 * @param activation the element-wise function; the identity if there is none or the layer is of
 *     another kind
 * @param decides whether a single output can say both yes and no, on both sides of 1/2 for
 *     probabilities and of 0 for other numbers: not if what is compared is never negative
 */
public record LastFunction(Place place, Activation activation, boolean decides) {

  /**
   * The last function of a network with one output.
   *
   * @throws dev.lanewise.UsageException if it has several
   */
  public static LastFunction of(Network network) {
    network.output();
    return of(network, 0);
  }

  /** The last function before an output of a network, counted from 0. */
  public static LastFunction of(Network network, int output) {
    List<Place> path = path(network, output);
    int last = path.size() - 1;
    while (last > 0 && leavesValues(path.get(last).operation())) {
      last--;
    }
    int before = last;
    while (before > 0 && leavesProbabilities(path.get(before).operation())) {
      before--;
    }
    last = isProbability(path.get(before).operation()) ? before : last;
    Place place = path.get(last);
    return new LastFunction(place, activation(place.operation()), decides(path, last));
  }

  /** The nodes that lead to an output, back to the last one that joins several values. */
  private static List<Place> path(Network network, int output) {
    Map<String, Place> places = new HashMap<>();
    network.places().forEach(place -> places.put(place.node().name(), place));
    List<Place> path = new ArrayList<>();
    Place place = places.get(network.outputs().get(output));
    while (place != null) {
      path.addFirst(place);
      List<String> from = place.node().from();
      place = from.size() == 1 ? places.get(from.getFirst()) : null;
    }
    return path;
  }

  private static boolean leavesValues(Operation layer) {
    return layer.isIdentityInInference()
        || (layer instanceof Activate && activation(layer).equals(Activation.IDENTITY));
  }

  private static boolean leavesProbabilities(Operation layer) {
    boolean function =
        switch (activation(layer).function()) {
          case RELU, LEAKY_RELU, ELU, HARD_TANH -> layer instanceof Activate;
          default -> false;
        };
    return function || leavesValues(layer);
  }

  private static boolean isProbability(Operation layer) {
    Function function = activation(layer).function();
    return layer instanceof Softmax
        || function == Function.SIGMOID
        || function == Function.HARD_SIGMOID;
  }

  /** Sigmoids are above 1/2 where their arguments are positive, which those of a layer may be. */
  private static boolean decides(List<Place> places, int last) {
    Operation layer = places.get(last).operation();
    if (isProbability(layer) && !(layer instanceof Softmax)) {
      return layer instanceof ActivatedLayer || !neverNegative(places, last - 1);
    }
    return !neverNegative(places, last);
  }

  /** Whether no value is negative behind a layer. All other functions leave the sign as it is. */
  private static boolean neverNegative(List<Place> places, int last) {
    for (int i = last; i >= 0; i--) {
      Operation layer = places.get(i).operation();
      if (isProbability(layer) || isNeverNegative(activation(layer))) {
        return true;
      }
      if (!(layer instanceof Activate || layer.isIdentityInInference())) {
        return false;
      }
    }
    return false;
  }

  private static boolean isNeverNegative(Activation activation) {
    return switch (activation.function()) {
      case RELU, SOFTPLUS -> true;
      case LEAKY_RELU, ELU -> activation.alpha() == 0;
      default -> false;
    };
  }

  private static Activation activation(Operation layer) {
    return switch (layer) {
      case ActivatedLayer activated -> activated.activation();
      case Activate activate -> activate.activation();
      default -> Activation.IDENTITY;
    };
  }

  /** Whether it is softmax. */
  public boolean isSoftmax() {
    return place.operation() instanceof Softmax;
  }

  /** Whether it is the logistic function. */
  public boolean isSigmoid() {
    return activation.equals(Activation.SIGMOID);
  }

  /** Whether there is no function, so that outputs of classes are logits. */
  public boolean isLogits() {
    return activation.equals(Activation.IDENTITY) && !isSoftmax();
  }

  /** Whether its values are probabilities: softmax, the logistic function, its linear form. */
  public boolean isProbability() {
    return isProbability(place.operation());
  }

  /**
   * The network without this function, the last one before an output, and what does not hide it:
   * that output is what the function was applied to. The parameters stay the same, and so do other
   * outputs.
   */
  public Network removedFrom(Network network, int output) {
    return new FunctionRemoval(network, place.node().name()).from(path(network, output), output);
  }

  /** How messages call it: the function and its layer. */
  public String name() {
    String function = activation.equals(Activation.IDENTITY) ? "" : activation + " of ";
    return function + place.label();
  }
}
