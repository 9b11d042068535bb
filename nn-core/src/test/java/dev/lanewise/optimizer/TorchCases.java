package dev.lanewise.optimizer;

import dev.lanewise.TorchFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Cases of PyTorch's; the header of pytorch-trajectories.txt tells the format. */
final class TorchCases {

  /** A case: options, tensors by name without their sizes, and the loss before each step. */
  static final class TorchCase {
    private final String name;
    private final Map<String, String> options = new HashMap<>();
    private final Map<String, double[]> tensors = new HashMap<>();

    TorchCase(String name) {
      this.name = name;
    }

    String name() {
      return name;
    }

    boolean has(String option) {
      return options.containsKey(option);
    }

    String text(String option) {
      return Objects.requireNonNull(options.get(option), option);
    }

    double number(String option) {
      return Double.parseDouble(text(option));
    }

    boolean tells(String tensor) {
      return tensors.containsKey(tensor);
    }

    double[] tensor(String tensor) {
      return Objects.requireNonNull(tensors.get(tensor), tensor).clone();
    }

    double[] losses() {
      return tensor("losses");
    }

    private void add(List<String> fields) {
      switch (fields.getFirst()) {
        case "option" -> options.put(fields.get(1), fields.get(2));
        case "tensor" -> tensors.put(fields.get(1), numbers(fields.subList(4, fields.size())));
        case "losses" -> tensors.put("losses", numbers(fields.subList(1, fields.size())));
        case "end" -> {}
        default -> throw new IllegalArgumentException(fields.toString());
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private TorchCases() {}

  /** The cases of a file. */
  static List<TorchCase> of(String file) {
    List<TorchCase> cases = new ArrayList<>();
    for (List<String> fields : TorchFile.lines(file)) {
      if (fields.getFirst().equals("case")) {
        cases.add(new TorchCase(fields.get(1)));
      } else {
        cases.getLast().add(fields);
      }
    }
    return cases;
  }

  private static double[] numbers(List<String> fields) {
    return fields.stream().mapToDouble(Double::parseDouble).toArray();
  }

  static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
