package dev.lanewise.explain;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Place;
import dev.lanewise.predict.Probe;
import java.util.ArrayList;
import java.util.List;

/**
 * What the maps of a layer show of a sample: edges in the first layers, their parts in later ones.
 *
 * @param layer its name
 * @param maps one for each channel
 */
public record LayerMaps(String layer, List<HeatMap> maps) {

  /**
   * The maps of all layers that have some, (height, width, channels), in the order of the network.
   *
   * @throws dev.lanewise.ShapeException if the sample has another number of values than the network
   */
  public static List<LayerMaps> of(Model model, float[] sample) {
    Probe probe = Probe.builder(model).build();
    probe.forward(sample);
    List<LayerMaps> all = new ArrayList<>();
    for (Place place : model.network().places()) {
      if (place.output().dimensions().size() == 3) {
        String layer = place.node().name();
        all.add(new LayerMaps(layer, cut(probe.activation(layer), place.output())));
      }
    }
    return all;
  }

  private static List<HeatMap> cut(Matrix values, Shape shape) {
    int channels = shape.channels();
    int height = shape.dimensions().getFirst();
    List<HeatMap> maps = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      float[] map = new float[shape.positions()];
      for (int p = 0; p < map.length; p++) {
        map[p] = values.data()[values.row(0) + p * channels + c];
      }
      maps.add(new HeatMap(height, map.length / height, map));
    }
    return maps;
  }
}
