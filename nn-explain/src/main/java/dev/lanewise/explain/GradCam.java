package dev.lanewise.explain;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Place;
import dev.lanewise.predict.Probe;

/**
 * Where a convolutional layer saw what speaks for a score (Selvaraju et al. 2017, "Grad-CAM"): each
 * map of the layer is weighted with the mean of the score's gradient over its positions, and what
 * is left above zero of the sum is the heat map. Belongs to one thread at a time.
 */
public final class GradCam {
  private final Explained explained;
  private final String layer;
  private final Shape shape;

  private GradCam(Explained explained, String layer, Shape shape) {
    this.explained = explained;
    this.layer = layer;
    this.shape = shape;
  }

  /**
   * Looks at a layer.
   *
   * @param layer its name in the network; its values have the shape (height, width, channels)
   * @throws SettingException if there is no such layer, or it has no maps
   */
  public static GradCam of(Model model, String layer) {
    Shape shape =
        model.network().places().stream()
            .filter(place -> place.node().name().equals(layer))
            .map(Place::output)
            .findFirst()
            .orElseThrow(() ->
                new SettingException(
                    "Grad-CAM: there is no layer '%s'; there are %s."
                        .formatted(
                            layer,
                            model.network().places().stream()
                                .map(place -> place.node().name())
                                .toList())));
    if (shape.dimensions().size() != 3) {
      throw new SettingException(
          "Grad-CAM needs a layer with maps, (height, width, channels); found %s of layer '%s'."
              .formatted(shape, layer));
    }
    return new GradCam(Explained.at(model, layer), layer, shape);
  }

  /**
   * The heat map of a score, of the size of the layer's maps.
   *
   * @throws dev.lanewise.ShapeException if the sample has another length
   * @throws SettingException if there is no such score
   */
  public HeatMap map(float[] sample, int output) {
    explained.requireSample("sample", sample);
    explained.requireOutput(output);
    Probe probe = explained.probe();
    probe.forward(sample);
    probe.backward(output);
    Matrix gradient = probe.gradient(layer);
    Matrix value = probe.activation(layer);
    int channels = shape.channels();
    int positions = shape.positions();
    double[] weights = new double[channels];
    for (int i = 0; i < positions * channels; i++) {
      weights[i % channels] += gradient.data()[gradient.row(0) + i];
    }
    float[] map = new float[positions];
    for (int p = 0; p < positions; p++) {
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += weights[c] / positions * value.data()[value.row(0) + p * channels + c];
      }
      map[p] = (float) Math.max(0, sum);
    }
    int height = shape.dimensions().getFirst();
    return new HeatMap(height, positions / height, map);
  }
}
