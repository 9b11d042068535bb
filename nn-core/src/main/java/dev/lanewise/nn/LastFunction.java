package dev.lanewise.nn;

import dev.lanewise.Activation;
import dev.lanewise.Activation.Function;
import dev.lanewise.Shape;
import dev.lanewise.nn.Network.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * The function that a network applies last; it tells what the outputs are: probabilities, logits or
 * other numbers. Layers behind it that leave values as they are in inference (views, dropout,
 * noise, the identity) do not hide it.
 *
 * @param place the layer that applies it
 * @param activation the element-wise function; the identity if there is none or the layer is of
 *     another kind
 */
public record LastFunction(Place place, Activation activation) {

  /** The last function of a network. */
  public static LastFunction of(Network network) {
    List<Place> places = network.places();
    int last = places.size() - 1;
    while (last > 0 && leavesValues(places.get(last).layer())) {
      last--;
    }
    Place place = places.get(last);
    return new LastFunction(place, activation(place.layer()));
  }

  private static boolean leavesValues(Layer layer) {
    return layer.isIdentityInInference()
        || (layer instanceof Activate && activation(layer).equals(Activation.IDENTITY));
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

  /** Whether its values are probabilities: softmax, the logistic function, its linear form. */
  public boolean isProbability() {
    return isSoftmax() || isSigmoid() || activation.function() == Function.HARD_SIGMOID;
  }

  /** Whether a single output can say both yes and no: not if it is never below the threshold. */
  public boolean decides() {
    return !isSoftmax()
        && activation.function() != Function.RELU
        && activation.function() != Function.SOFTPLUS;
  }

  /**
   * The network without this function, its last one: the outputs are what the function was applied
   * to. The parameters stay the same.
   */
  public Network removedFrom(Network network) {
    List<Layer> layers = new ArrayList<>(network.layers());
    if (place.layer() instanceof Dense dense) {
      layers.set(place.index(), dense.withActivation(Activation.IDENTITY));
    } else if (layers.size() > 1) {
      layers.remove(place.index());
    } else {
      layers.set(0, new Activate(Activation.IDENTITY));
    }
    Shape input = network.input();
    return new Network(input, layers);
  }

  /** How messages call it: the function and its layer. */
  public String name() {
    String function = activation.equals(Activation.IDENTITY) ? "" : activation + " of ";
    return function + place.name();
  }
}
