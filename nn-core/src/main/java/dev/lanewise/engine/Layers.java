package dev.lanewise.engine;

import dev.lanewise.kernels.Panels;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.Place;
import java.util.ArrayList;
import java.util.List;

/** The layers that a plan runs, with the memory of their parameters. */
public final class Layers {

  /**
   * A layer to run, with its parameters.
   *
   * @param place the layer in its place; a fused one has the index of its first part
   * @param parameters its parameters, in the layer's order
   */
  public record Bound(Place place, List<Panels> parameters) {}

  private Layers() {}

  public static List<Bound> of(Network network, Weights weights) {
    List<Bound> bound = new ArrayList<>();
    int next = 0;
    for (Place place : network.fused()) {
      int end = next + place.layer().parameters(place.input()).size();
      bound.add(new Bound(place, weights.panels().subList(next, end)));
      next = end;
    }
    return bound;
  }
}
