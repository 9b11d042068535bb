package dev.lanewise.layers;

import dev.lanewise.Activation;
import dev.lanewise.Activation.Function;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.Place;
import java.util.ArrayList;
import java.util.List;

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

  /** The last function of a network. */
  public static LastFunction of(Network network) {
    List<Place> places = network.places();
    int last = places.size() - 1;
    while (last > 0 && leavesValues(places.get(last).layer())) {
      last--;
    }
    int before = last;
    while (before > 0 && leavesProbabilities(places.get(before).layer())) {
      before--;
    }
    last = isProbability(places.get(before).layer()) ? before : last;
    Place place = places.get(last);
    return new LastFunction(place, activation(place.layer()), decides(places, last));
  }

  private static boolean leavesValues(Layer layer) {
    return layer.isIdentityInInference()
        || (layer instanceof Activate && activation(layer).equals(Activation.IDENTITY));
  }

  private static boolean leavesProbabilities(Layer layer) {
    boolean function =
        switch (activation(layer).function()) {
          case RELU, LEAKY_RELU, ELU, HARD_TANH -> layer instanceof Activate;
          default -> false;
        };
    return function || leavesValues(layer);
  }

  private static boolean isProbability(Layer layer) {
    Function function = activation(layer).function();
    return layer instanceof Softmax
        || function == Function.SIGMOID
        || function == Function.HARD_SIGMOID;
  }

  /** Sigmoids are above 1/2 where their arguments are positive, which those of a layer may be. */
  private static boolean decides(List<Place> places, int last) {
    Layer layer = places.get(last).layer();
    if (isProbability(layer) && !(layer instanceof Softmax)) {
      return layer instanceof Dense || !neverNegative(places, last - 1);
    }
    return !neverNegative(places, last);
  }

  /** Whether no value is negative behind a layer. All other functions leave the sign as it is. */
  private static boolean neverNegative(List<Place> places, int last) {
    for (int i = last; i >= 0; i--) {
      Layer layer = places.get(i).layer();
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

  private static Activation activation(Layer layer) {
    return switch (layer) {
      case Dense dense -> dense.activation();
      case Activate activate -> activate.activation();
      default -> Activation.IDENTITY;
    };
  }

  /** Whether it is softmax. */
  public boolean isSoftmax() {
    return place.layer() instanceof Softmax;
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
    return isProbability(place.layer());
  }

  /**
   * The network without this function, its last one, and what does not hide it: the outputs are
   * what the function was applied to. The parameters stay the same.
   */
  public Network removedFrom(Network network) {
    List<Layer> all = network.layers();
    List<Layer> layers = new ArrayList<>(all.subList(0, place.index()));
    if (place.layer() instanceof Dense dense) {
      layers.add(dense.withActivation(Activation.IDENTITY));
    }
    for (Layer behind : all.subList(place.index() + 1, all.size())) {
      if (!(behind instanceof Activate)) {
        layers.add(behind);
      }
    }
    if (layers.isEmpty()) {
      layers.add(new Activate(Activation.IDENTITY));
    }
    return new Network(network.input(), layers);
  }

  /** How messages call it: the function and its layer. */
  public String name() {
    String function = activation.equals(Activation.IDENTITY) ? "" : activation + " of ";
    return function + place.name();
  }
}
