package dev.lanewise.exchange;

import dev.lanewise.TorchFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ten training steps by PyTorch; the headers of the files tell the format. */
final class TorchSteps {

  /** An array in double. */
  record Exact(String name, List<Integer> shape, double[] values) {

    NamedArray rounded() {
      float[] floats = new float[values.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) values[i];
      }
      return new NamedArray(name, shape, floats);
    }
  }

  private final String name;
  private final String optimizer;
  private final String loss;
  private final List<Exact> inputs = new ArrayList<>();
  private Optional<Exact> targets = Optional.empty();
  private Optional<Exact> outputs = Optional.empty();
  private final List<Exact> initial = new ArrayList<>();
  private final List<Exact> last = new ArrayList<>();
  private Optional<double[]> losses = Optional.empty();

  private TorchSteps(List<String> fields) {
    name = fields.get(1);
    optimizer = fields.get(2);
    loss = fields.get(3);
  }

  static List<TorchSteps> all(String file) {
    List<TorchSteps> cases = new ArrayList<>();
    for (List<String> fields : TorchFile.lines(file)) {
      if (fields.getFirst().equals("case")) {
        cases.add(new TorchSteps(fields));
      } else {
        cases.getLast().add(fields);
      }
    }
    return cases;
  }

  private void add(List<String> fields) {
    switch (fields.getFirst()) {
      case "input" -> inputs.add(array(fields));
      case "target" -> targets = Optional.of(array(fields));
      case "output" -> outputs = Optional.of(array(fields));
      case "initial" -> initial.add(array(fields.subList(1, fields.size())));
      case "final" -> last.add(array(fields.subList(1, fields.size())));
      case "losses" -> losses = Optional.of(numbers(fields.subList(1, fields.size())));
      default -> throw new IllegalArgumentException(fields.toString());
    }
  }

  private static Exact array(List<String> fields) {
    int axes = Integer.parseInt(fields.get(1));
    List<Integer> shape = fields.subList(2, 2 + axes).stream().map(Integer::valueOf).toList();
    return new Exact(fields.getFirst(), shape, numbers(fields.subList(2 + axes, fields.size())));
  }

  private static double[] numbers(List<String> fields) {
    return fields.stream().mapToDouble(Double::parseDouble).toArray();
  }

  String name() {
    return name;
  }

  String optimizer() {
    return optimizer;
  }

  String loss() {
    return loss;
  }

  /** The samples of the only input, which has channels first, with channels last. */
  float[] channelsLast() {
    float[] values = inputs.getFirst().rounded().values();
    int count = count();
    int channels = inputs.getFirst().shape().get(1);
    int positions = values.length / count / channels;
    float[] channelsLast = new float[values.length];
    for (int sample = 0; sample < count; sample++) {
      int first = sample * channels * positions;
      for (int position = 0; position < positions; position++) {
        for (int channel = 0; channel < channels; channel++) {
          channelsLast[first + position * channels + channel] =
              values[first + channel * positions + position];
        }
      }
    }
    return channelsLast;
  }

  /** The samples with all inputs, one behind the other. */
  float[] sideBySide() {
    int count = count();
    List<float[]> all = inputs.stream().map(each -> each.rounded().values()).toList();
    int width = all.stream().mapToInt(each -> each.length / count).sum();
    float[] rows = new float[count * width];
    int first = 0;
    for (float[] each : all) {
      int size = each.length / count;
      for (int sample = 0; sample < count; sample++) {
        System.arraycopy(each, sample * size, rows, sample * width + first, size);
      }
      first += size;
    }
    return rows;
  }

  float[] targets() {
    return targets.orElseThrow().rounded().values();
  }

  /** What the initial parameters give, row by row. */
  double[] outputs() {
    return outputs.orElseThrow().values().clone();
  }

  int count() {
    return inputs.getFirst().shape().getFirst();
  }

  List<NamedArray> initial() {
    return initial.stream().map(Exact::rounded).toList();
  }

  /** The values at the end. */
  double[] last(String array) {
    Exact found = last.stream().filter(each -> each.name().equals(array)).findFirst().orElseThrow();
    return found.values().clone();
  }

  double[] losses() {
    return losses.orElseThrow().clone();
  }

  @Override
  public String toString() {
    return name;
  }
}
