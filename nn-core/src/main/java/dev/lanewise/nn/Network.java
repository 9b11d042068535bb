package dev.lanewise.nn;

import dev.lanewise.LanewiseException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An immutable description of a feed-forward network: the shape of a sample and a chain of layers.
 * The whole chain is checked when it is constructed.
 *
 * <pre>{@code
 * Network network = Network.of(Shape.of(784), new Dense(128, Activation.RELU), new Dense(10));
 * Model model = network.initialize(42);
 * }</pre>
 *
 * @param input the shape of one sample
 * @param layers the layers in order, at least one
 */
public record Network(Shape input, List<Layer> layers) {

  /**
   * A layer in its place.
   *
   * @param index its position in the network, from 0
   * @param layer the layer
   * @param input the shape that reaches it
   * @param output the shape that leaves it
   */
  public record Place(int index, Layer layer, Shape input, Shape output) {

    /** How messages call the layer: index and type. */
    public String name() {
      return "layer " + index + " (" + layer.getClass().getSimpleName() + ")";
    }
  }

  /**
   * A parameter in its place.
   *
   * @param name its full name, such as {@code 0.weight}
   * @param parameter its description
   */
  public record NamedParameter(String name, Parameter parameter) {}

  /** Checks the chain of shapes and the parameters of every layer. */
  public Network {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new ShapeException("A network needs at least one layer; found none.");
    }
    place(input, layers);
  }

  /** A network of the given layers. */
  public static Network of(Shape input, Layer... layers) {
    return new Network(input, List.of(layers));
  }

  /** The layers with the shapes that they meet. */
  public List<Place> places() {
    return place(input, layers);
  }

  private static List<Place> place(Shape input, List<Layer> layers) {
    List<Place> places = new ArrayList<>();
    Shape shape = input;
    for (Layer layer : layers) {
      Place place = place(places.size(), layer, shape);
      places.add(place);
      shape = place.output();
    }
    return List.copyOf(places);
  }

  private static Place place(int index, Layer layer, Shape input) {
    try {
      Place place = new Place(index, layer, input, layer.outputShape(input));
      layer.parameters(input);
      return place;
    } catch (LanewiseException e) {
      throw new ShapeException(
          "Layer %s (%s) with input %s: %s"
              .formatted(index, layer.getClass().getSimpleName(), input, e.getMessage()));
    }
  }

  /**
   * The layers that are really run: views are left out, and neighbours that fuse are one layer with
   * the index of its first part.
   */
  public List<Place> fused() {
    List<Place> fused = new ArrayList<>();
    for (Place place : places()) {
      if (place.layer().isView()) {
        continue;
      }
      Optional<Layer> both =
          fused.isEmpty() ? Optional.empty() : fused.getLast().layer().fuse(place.layer());
      if (both.isPresent()) {
        Place first = fused.removeLast();
        fused.add(new Place(first.index(), both.get(), first.input(), place.output()));
      } else {
        fused.add(place);
      }
    }
    return List.copyOf(fused);
  }

  /** The layers with their shapes and parameters as a table, and the memory that they need. */
  public Summary summary() {
    return Summary.of(this);
  }

  /** The shape of one output sample. */
  public Shape output() {
    return places().getLast().output();
  }

  /** All parameters, layer by layer. */
  public List<NamedParameter> parameters() {
    List<NamedParameter> parameters = new ArrayList<>();
    for (Place place : places()) {
      for (Parameter parameter : place.layer().parameters(place.input())) {
        parameters.add(new NamedParameter(place.index() + "." + parameter.name(), parameter));
      }
    }
    return List.copyOf(parameters);
  }

  /** The number of trainable numbers. */
  public long parameterCount() {
    return parameters().stream().mapToLong(p -> p.parameter().size()).sum();
  }

  /** A model with initial values drawn from the layers' initializers. */
  public Model initialize(long seed) {
    List<NamedParameter> parameters = parameters();
    float[][] values = new float[parameters.size()][];
    for (int i = 0; i < values.length; i++) {
      Parameter parameter = parameters.get(i).parameter();
      values[i] = new float[parameter.size()];
      parameter
          .initializer()
          .fill(values[i], parameter.fanIn(), parameter.fanOut(), Seeds.mix(seed, i));
    }
    return new Model(this, values);
  }
}
