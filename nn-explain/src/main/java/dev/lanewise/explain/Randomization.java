package dev.lanewise.explain;

import dev.lanewise.nn.Model;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Whether explanations depend on what was learnt (Adebayo et al. 2018, "Sanity checks for saliency
 * maps"): those of the model are compared with those of the same network with fresh weights. If the
 * rank correlation is near 1, they show the sample or the network's form, not the model.
 */
public final class Randomization {

  private Randomization() {}

  /**
   * The rank correlation of the sizes of two attributions: of a model, and with fresh weights.
   *
   * @param counts says of each number of the sample whether it is compared: a background that is
   *     zero has no attribution in any network, and would look like agreement
   * @param seed of the fresh weights
   */
  public static double correlation(
      Model model,
      AttributionMethod method,
      float[] sample,
      int output,
      IntPredicate counts,
      long seed) {
    int[] compared = IntStream.range(0, sample.length).filter(counts).toArray();
    Model fresh = model.network().initialize(seed);
    float[] learnt = method.attribute(Explained.of(model), sample, output).values();
    float[] random = method.attribute(Explained.of(fresh), sample, output).values();
    return RankCorrelation.of(sizes(learnt, compared), sizes(random, compared));
  }

  private static float[] sizes(float[] values, int[] compared) {
    float[] sizes = new float[compared.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(values[compared[i]]);
    }
    return sizes;
  }
}
