package dev.lanewise.explain;

import dev.lanewise.Activation;
import dev.lanewise.SettingException;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.Dense;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Node;
import dev.lanewise.nn.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A chain of dense layers that is linear where no unit begins or ceases to be active, in double.
 */
final class PiecewiseLinear {
  private final List<Layer> layers;

  /**
   * A layer.
   *
   * @param weight features x units, row-major
   * @param below the slope of its activation where sums are negative; 1 if there is no activation
   */
  private record Layer(float[] weight, float[] bias, double below) {
    int units() {
      return bias.length;
    }

    /** Continues two vectors of a line: where it is at the start, and how it moves. */
    double[] product(double[] x, boolean withBias) {
      double[] sums = new double[units()];
      for (int u = 0; u < sums.length; u++) {
        sums[u] = withBias ? bias[u] : 0;
      }
      for (int f = 0; f < x.length; f++) {
        for (int u = 0; u < sums.length; u++) {
          sums[u] += x[f] * weight[f * sums.length + u];
        }
      }
      return sums;
    }
  }

  private PiecewiseLinear(List<Layer> layers) {
    this.layers = layers;
  }

  /**
   * The network of a model.
   *
   * @throws SettingException if it has other layers
   */
  static PiecewiseLinear of(Model model) {
    List<Layer> layers = new ArrayList<>();
    String before = model.network().inputs().getFirst().name();
    for (Place place : model.network().places()) {
      Node node = place.node();
      if (!node.from().equals(List.of(before))) {
        throw refused(place);
      }
      before = node.name();
      switch (place.operation()) {
        case Dense dense when place.input().positions() == 1 ->
            layers.add(
                new Layer(
                    model.values(node.name() + ".weight"),
                    model.values(node.name() + ".bias"),
                    below(place, dense.activation())));
        case Activate(Activation f) when !layers.isEmpty() && layers.getLast().below() == 1 -> {
          Layer last = layers.removeLast();
          layers.add(new Layer(last.weight(), last.bias(), below(place, f)));
        }
        default -> {
          if (!place.operation().isIdentityInInference()) {
            throw refused(place);
          }
        }
      }
    }
    return new PiecewiseLinear(layers);
  }

  private static double below(Place place, Activation f) {
    return switch (f.function()) {
      case IDENTITY -> 1;
      case RELU -> 0;
      case LEAKY_RELU -> f.alpha();
      default -> throw refused(place);
    };
  }

  private static SettingException refused(Place place) {
    return new SettingException(
        "Exact integrated gradients need a chain of dense layers with ReLU, leaky ReLU or no activation; found %s. Use IntegratedGradients."
            .formatted(place.label()));
  }

  /** A straight way through the inputs, from its start. */
  Way way(double[] start, double[] direction) {
    return new Way(start, direction);
  }

  /** A way, and which units are active on the piece at hand. */
  final class Way {
    private final double[] start;
    private final double[] direction;
    private final double[][] slopes = new double[layers.size()][];
    private int layer;
    private int unit;

    private Way(double[] start, double[] direction) {
      this.start = start;
      this.direction = direction;
      double[] at = start;
      double[] moves = direction;
      for (int l = 0; l < slopes.length; l++) {
        Layer of = layers.get(l);
        at = of.product(at, true);
        moves = of.product(moves, false);
        slopes[l] = new double[of.units()];
        for (int u = 0; u < at.length; u++) {
          boolean active = at[u] > 0 || (at[u] == 0 && moves[u] > 0);
          slopes[l][u] = active ? 1 : of.below();
          at[u] *= slopes[l][u];
          moves[u] *= slopes[l][u];
        }
      }
    }

    /** Where the piece ends that begins at a place of the way: infinite if no unit changes. */
    double end(double from) {
      double end = Double.POSITIVE_INFINITY;
      double[] at = start;
      double[] moves = direction;
      for (int l = 0; l < slopes.length; l++) {
        Layer of = layers.get(l);
        at = of.product(at, true);
        moves = of.product(moves, false);
        for (int u = 0; u < at.length; u++) {
          boolean active = slopes[l][u] == 1;
          if (of.below() != 1 && (active ? moves[u] < 0 : moves[u] > 0)) {
            double crossing = Math.max(from, -at[u] / moves[u]);
            if (crossing < end) {
              end = crossing;
              layer = l;
              unit = u;
            }
          }
          at[u] *= slopes[l][u];
          moves[u] *= slopes[l][u];
        }
      }
      return end;
    }

    /** Goes over the end that was found: the unit there changes. */
    void cross() {
      double below = layers.get(layer).below();
      slopes[layer][unit] = slopes[layer][unit] == 1 ? below : 1;
    }

    /** The gradient of an output on the piece at hand. */
    double[] gradient(int output) {
      Layer last = layers.getLast();
      double[] gradient = new double[last.units()];
      gradient[output] = 1;
      for (int l = slopes.length - 1; l >= 0; l--) {
        gradient = back(layers.get(l), slopes[l], gradient);
      }
      return gradient;
    }

    private static double[] back(Layer of, double[] slopes, double[] gradient) {
      int units = of.units();
      double[] sums = new double[of.weight().length / units];
      Arrays.setAll(
          sums,
          f -> {
            double sum = 0;
            for (int u = 0; u < units; u++) {
              sum += gradient[u] * slopes[u] * of.weight()[f * units + u];
            }
            return sum;
          });
      return sums;
    }
  }
}
