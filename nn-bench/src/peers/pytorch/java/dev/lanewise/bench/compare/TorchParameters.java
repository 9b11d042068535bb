package dev.lanewise.bench.compare;

import static org.bytedeco.pytorch.global.torch.cat;

import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network.NamedParameter;
import dev.lanewise.nn.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** The values of a model of Lanewise as tensors. */
public final class TorchParameters {
  private final Model model;
  private final boolean trained;
  private final List<Tensor> all = new ArrayList<>();

  /**
   * Those of a model.
   *
   * @param trained whether they have gradients
   */
  public TorchParameters(Model model, boolean trained) {
    this.model = model;
    this.trained = trained;
  }

  /** Those that were asked for. */
  List<Tensor> all() {
    return List.copyOf(all);
  }

  /** A table, or a vector, as it is. */
  public Tensor plain(String name) {
    return keep(values(name));
  }

  /** A weight, {@code units x inputs} as PyTorch has it. */
  public Tensor weight(String name) {
    return keep(values(name).t().contiguous());
  }

  /** Several weights as one, or several biases. */
  public Tensor joined(String... names) {
    TensorVector parts = new TensorVector();
    Arrays.stream(names)
        .map(this::values)
        .forEach(values -> parts.push_back(values.dim() == 2 ? values.t() : values));
    return keep(cat(parts, 0).contiguous());
  }

  private Tensor values(String name) {
    Parameter parameter =
        model.network().parameters().stream()
            .filter(named -> named.name().equals(name))
            .map(NamedParameter::parameter)
            .findFirst()
            .orElseThrow();
    long[] sizes = parameter.shape().dimensions().stream().mapToLong(Integer::longValue).toArray();
    return Tensor.create(model.values(name), sizes);
  }

  private Tensor keep(Tensor values) {
    values.requires_grad_(trained);
    all.add(values);
    return values;
  }
}
