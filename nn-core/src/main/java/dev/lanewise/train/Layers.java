package dev.lanewise.train;

import dev.lanewise.kernels.Panels;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The layers that a plan really runs: views are left out, and neighbours are fused. */
final class Layers {

  /**
   * A layer to run, with its parameters.
   *
   * @param place the layer in its place; a fused one has the index of its first part
   * @param parameters its parameters, in the layer's order
   */
  record Bound(Place place, List<Panels> parameters) {}

  private Layers() {}

  static List<Bound> of(Network network, Weights weights) {
    List<Bound> bound = new ArrayList<>();
    int next = 0;
    for (Place place : fused(network)) {
      int end = next + place.layer().parameters(place.input()).size();
      bound.add(new Bound(place, weights.panels().subList(next, end)));
      next = end;
    }
    return bound;
  }

  private static List<Place> fused(Network network) {
    List<Place> places = new ArrayList<>();
    for (Place place : network.places()) {
      if (place.layer().isView()) {
        continue;
      }
      Optional<Layer> fused =
          places.isEmpty() ? Optional.empty() : places.getLast().layer().fuse(place.layer());
      if (fused.isPresent()) {
        Place first = places.removeLast();
        places.add(new Place(first.index(), fused.get(), first.input(), place.output()));
      } else {
        places.add(place);
      }
    }
    return places;
  }
}
