package dev.lanewise.bench.latency;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.bench.latency.OnnxGraph.Attribute;
import dev.lanewise.exchange.Library;
import dev.lanewise.exchange.NamedArray;
import dev.lanewise.kernels.Axis;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.Extent;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.MaxPool2d;
import dev.lanewise.layers.Padding;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes a network of dense layers, or one of images, in the format of ONNX: a Gemm, Conv, MaxPool
 * or Flatten for each layer, and a Relu where it has one; dropout is for training. ONNX has
 * channels before pixels, as PyTorch has them, so weights are PyTorch's but for those of Gemm,
 * which are {@code inputs x units}.
 */
final class OnnxModel {
  /** The name of the input, whose sizes are {@link #sizes}. */
  static final String INPUT = "x";

  /** The name of the output, whose sizes are {@code rows x outputs}. */
  static final String OUTPUT = "y";

  private final OnnxGraph graph = new OnnxGraph();
  private final Map<String, NamedArray> parameters;

  private OnnxModel(Model model) {
    parameters =
        Library.PYTORCH.arrays(model).stream()
            .collect(Collectors.toMap(NamedArray::name, Function.identity()));
  }

  /**
   * The bytes of a file.
   *
   * @param rows samples of a batch
   */
  static byte[] of(Model model, int rows) {
    OnnxModel file = new OnnxModel(model);
    List<Place> places =
        model.network().places().stream()
            .filter(place -> !(place.operation() instanceof Dropout))
            .toList();
    String at = INPUT;
    for (int i = 0; i < places.size(); i++) {
      String next = i == places.size() - 1 ? OUTPUT : "layer" + i;
      file.layer(places.get(i), i, at, next);
      at = next;
    }
    file.graph.input(INPUT, sizes(rows, model.network().input()));
    file.graph.output(OUTPUT, sizes(rows, model.network().output()));
    return file.graph.file();
  }

  /**
   * The sizes of a batch, channels before pixels. Images must have one channel, so that their
   * numbers are in the same order here and there.
   */
  static List<Integer> sizes(int rows, Shape sample) {
    List<Integer> extents = sample.dimensions();
    if (extents.size() == 1) {
      return List.of(rows, sample.size());
    }
    if (extents.size() != 3 || sample.channels() != 1) {
      throw new IllegalArgumentException("expected rows or images of one channel; found " + sample);
    }
    return List.of(rows, 1, extents.get(0), extents.get(1));
  }

  private void layer(Place place, int index, String from, String to) {
    switch (place.operation()) {
      case Dense dense -> {
        List<String> operands = operands(place, index, from);
        activated(dense.activation(), index, to, sum -> graph.node("Gemm", sum, operands));
      }
      case Conv2d conv -> {
        List<String> operands = operands(place, index, from);
        Attribute[] attributes = attributes(conv, place.input());
        activated(
            conv.activation(), index, to, sum -> graph.node("Conv", sum, operands, attributes));
      }
      case MaxPool2d pool when !pool.ceiling() ->
          graph.node("MaxPool", to, List.of(from), attributes(pool, place.input()));
      case Flatten flatten -> graph.node("Flatten", to, List.of(from));
      default ->
          throw new IllegalArgumentException(
              "expected Dense, Conv2d, MaxPool2d that rounds down, Flatten or Dropout; found "
                  + place.label());
    }
  }

  private interface Sum {
    void write(String output);
  }

  private void activated(Activation activation, int index, String to, Sum sum) {
    if (activation.equals(Activation.IDENTITY)) {
      sum.write(to);
    } else if (activation.equals(Activation.RELU)) {
      String name = "sum" + index;
      sum.write(name);
      graph.node("Relu", to, List.of(name));
    } else {
      throw new IllegalArgumentException("expected ReLU or none; found " + activation);
    }
  }

  /** The names of what a layer with weights reads, which are written as constants. */
  private List<String> operands(Place place, int index, String from) {
    List<String> names = new ArrayList<>(List.of(from));
    for (String parameter : List.of("weight", "bias")) {
      NamedArray array = parameters.get(place.node().name() + "." + parameter);
      if (array != null) {
        String name = parameter + index;
        List<Integer> sizes = array.shape();
        boolean matrix = sizes.size() == 2;
        graph.tensor(
            name, matrix ? transposed(array) : array.values(), matrix ? sizes.reversed() : sizes);
        names.add(name);
      }
    }
    return names;
  }

  private static float[] transposed(NamedArray matrix) {
    int rows = matrix.shape().get(0);
    int cols = matrix.shape().get(1);
    float[] values = new float[rows * cols];
    for (int i = 0; i < values.length; i++) {
      values[i] = matrix.values()[i % rows * cols + i / rows];
    }
    return values;
  }

  private static Attribute[] attributes(Conv2d conv, Shape input) {
    return new Attribute[] {
      extent("kernel_shape", conv.kernel()),
      extent("strides", conv.stride()),
      extent("dilations", conv.dilation()),
      pads(input, conv.kernel(), conv.stride(), conv.dilation(), conv.padding()),
      Attribute.of("group", conv.groups())
    };
  }

  private static Attribute[] attributes(MaxPool2d pool, Shape input) {
    return new Attribute[] {
      extent("kernel_shape", pool.kernel()),
      extent("strides", pool.stride()),
      extent("dilations", pool.dilation()),
      pads(input, pool.kernel(), pool.stride(), pool.dilation(), pool.padding())
    };
  }

  private static Attribute extent(String name, Extent extent) {
    return Attribute.of(name, new int[] {extent.height(), extent.width()});
  }

  /** The border before rows and columns, then behind both. */
  private static Attribute pads(
      Shape input, Extent kernel, Extent stride, Extent dilation, Padding padding) {
    List<Integer> size = input.dimensions();
    Axis rows = padding.rows(size.get(0), kernel.height(), stride.height(), dilation.height());
    Axis columns = padding.columns(size.get(1), kernel.width(), stride.width(), dilation.width());
    return Attribute.of(
        "pads", new int[] {rows.before(), columns.before(), behind(rows), behind(columns)});
  }

  /** As much as the last window needs. */
  private static int behind(Axis axis) {
    int last = axis.position(axis.windows() - 1, axis.kernel() - 1);
    return Math.max(0, last + 1 - axis.size());
  }
}
