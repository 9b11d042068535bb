package dev.lanewise.bench.compare;

import static org.bytedeco.pytorch.global.torch.compile;
import static org.bytedeco.pytorch.global.torch.findOperatorFor;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.Operation;
import org.bytedeco.pytorch.OperatorName;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorList;
import org.bytedeco.pytorch.TensorVector;

/**
 * What Python's {@code Adam(..., fused=True)} and {@code AdamW(..., fused=True)} call: one operator
 * for all parameters. The C++ interface does not have it, so it is looked up by its name.
 */
final class FusedAdam {
  private final List<Tensor> parameters = new ArrayList<>();
  private final List<Tensor> steps = new ArrayList<>();
  private final IValue[] arguments;
  private final TensorList gradients;
  private final Operation operation;
  private final Scalar one = new Scalar(1.0);

  /**
   * An optimizer of some parameters.
   *
   * @param decay of the weights by themselves, as AdamW has it; 0 for Adam
   */
  FusedAdam(TensorVector all, double decay) {
    List<Tensor> first = new ArrayList<>();
    List<Tensor> second = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Tensor parameter = all.get(i);
      parameters.add(parameter);
      first.add(parameter.detach().mul(new Scalar(0.0)));
      second.add(parameter.detach().mul(new Scalar(0.0)));
      steps.add(Tensor.create(0f).squeeze());
    }
    // Replaced in every step.
    IValue gradientList = list(first);
    gradients = gradientList.toTensorList();
    arguments =
        new IValue[] {
          list(parameters),
          gradientList,
          list(first),
          list(second),
          // Greatest second moments, for AMSGrad only.
          list(List.of()),
          list(steps),
          // Step size, the two decays, weight decay, epsilon; AMSGrad, maximize.
          new IValue(0.001),
          new IValue(0.9),
          new IValue(0.999),
          new IValue(decay),
          new IValue(1e-8),
          new IValue(false),
          new IValue(false),
          // Scale of gradients, and where to note infinities.
          new IValue(),
          new IValue()
        };
    String name = decay == 0 ? "aten::_fused_adam_" : "aten::_fused_adamw_";
    operation = findOperatorFor(new OperatorName(name, "")).getOperation();
  }

  /** A list as TorchScript makes it, because the bindings cannot make one. */
  private static IValue list(List<Tensor> tensors) {
    StringBuilder names = new StringBuilder("x");
    StringBuilder items = new StringBuilder();
    IValueVector stack = new IValueVector();
    stack.push_back(new IValue(Tensor.create(0f)));
    for (int i = 0; i < tensors.size(); i++) {
      names.append(", t").append(i);
      items.append(i == 0 ? "t" : ", t").append(i);
      stack.push_back(new IValue(tensors.get(i)));
    }
    String value = tensors.isEmpty() ? "[x][:0]" : "[" + items + "]";
    compile("def f(" + names + "):\n  return " + value + "\n")
        .get_function(new QualifiedName("f"))
        .run(stack);
    return new IValue(stack.get(0));
  }

  void step() {
    try (AutoGradMode _ = new AutoGradMode(false)) {
      for (int i = 0; i < steps.size(); i++) {
        gradients.set(i, parameters.get(i).grad());
        steps.get(i).add_(one);
      }
      operation.apply(new IValueVector(arguments));
    }
  }
}
