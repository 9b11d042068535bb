package dev.lanewise.bench.compare;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.nn.SparseSoftmaxCrossEntropyWithLogits;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A step of training as a graph of TensorFlow.
 *
 * @param loss the mean over the batch
 * @param start what to run once, to give the variables their first values
 * @param updates what to run in each step
 */
record TrainingGraph(
    Placeholder<TFloat32> images,
    Placeholder<TInt32> labels,
    Operand<TFloat32> loss,
    List<Op> start,
    List<Op> updates) {

  /** ReLU layers of these sizes with softmax cross-entropy, and SGD or Adam. */
  static TrainingGraph of(Graph graph, int[] sizes, boolean adam) {
    return new Builder(Ops.create(graph)).build(sizes, adam);
  }

  private static final class Builder {
    private static final float SGD_RATE = 0.1f;
    private static final float ADAM_RATE = 0.001f;
    private static final float DECAY1 = 0.9f;
    private static final float DECAY2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final Ops tf;
    private final List<Op> start = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();

    /** A variable, and its value at the start of a step. */
    private record Parameter(Shape shape, VarHandleOp variable, Operand<TFloat32> value) {}

    Builder(Ops tf) {
      this.tf = tf;
    }

    TrainingGraph build(int[] sizes, boolean adam) {
      Placeholder<TFloat32> images =
          tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, sizes[0])));
      Placeholder<TInt32> labels = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
      Operand<TFloat32> y = images;
      for (int i = 1; i < sizes.length; i++) {
        float bound = (float) (1 / Math.sqrt(sizes[i - 1]));
        Operand<TFloat32> weight = parameter(bound, sizes[i - 1], sizes[i]);
        Operand<TFloat32> bias = parameter(bound, sizes[i]);
        y = tf.nn.biasAdd(tf.linalg.matMul(i == 1 ? y : tf.nn.relu(y), weight), bias);
      }
      SparseSoftmaxCrossEntropyWithLogits<TFloat32> losses =
          tf.nn.sparseSoftmaxCrossEntropyWithLogits(y, labels);
      // The operator gives the gradient of each loss too; those of their mean are wanted.
      Operand<TFloat32> count = tf.dtypes.cast(tf.size(labels), TFloat32.class);
      Operand<TFloat32> slope = tf.math.div(losses.backprop(), count);
      Gradients gradients =
          tf.gradients(
              List.of(y),
              parameters.stream().map(Parameter::value).toList(),
              Gradients.dx(List.of(slope)));
      return new TrainingGraph(
          images,
          labels,
          tf.math.mean(losses.loss(), tf.constant(0)),
          start,
          adam ? adam(gradients) : sgd(gradients));
    }

    /** A parameter with the initial values of PyTorch: uniform within bounds. */
    private Operand<TFloat32> parameter(float bound, long... sizes) {
      Shape shape = Shape.of(sizes);
      Operand<TFloat32> uniform = tf.random.randomUniform(tf.constant(sizes), TFloat32.class);
      Operand<TFloat32> initial =
          tf.math.mul(tf.math.sub(uniform, tf.constant(0.5f)), tf.constant(2 * bound));
      VarHandleOp variable = variable(shape, initial);
      Operand<TFloat32> value = tf.readVariableOp(variable, TFloat32.class);
      parameters.add(new Parameter(shape, variable, value));
      return value;
    }

    private VarHandleOp variable(Shape shape, Operand<TFloat32> initial) {
      VarHandleOp variable =
          tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName("variable" + start.size()));
      start.add(tf.assignVariableOp(variable, initial));
      return variable;
    }

    /** Updates wait for all gradients: then nobody reads a variable that is being changed. */
    private Ops afterGradients(Gradients gradients) {
      List<Operation> all = new ArrayList<>();
      for (int i = 0; i < parameters.size(); i++) {
        all.add(gradients.dy(i).op());
      }
      return tf.withControlDependencyOps(all);
    }

    private List<Op> sgd(Gradients gradients) {
      Ops after = afterGradients(gradients);
      List<Op> updates = new ArrayList<>();
      for (int i = 0; i < parameters.size(); i++) {
        updates.add(
            after.train.resourceApplyGradientDescent(
                parameters.get(i).variable(), tf.constant(SGD_RATE), gradients.dy(i)));
      }
      return updates;
    }

    private List<Op> adam(Gradients gradients) {
      VarHandleOp power1 = variable(Shape.scalar(), tf.constant(DECAY1));
      VarHandleOp power2 = variable(Shape.scalar(), tf.constant(DECAY2));
      Operand<TFloat32> now1 = tf.readVariableOp(power1, TFloat32.class);
      Operand<TFloat32> now2 = tf.readVariableOp(power2, TFloat32.class);
      Ops after = afterGradients(gradients);
      List<Op> updates = new ArrayList<>();
      for (int i = 0; i < parameters.size(); i++) {
        Parameter parameter = parameters.get(i);
        Operand<TFloat32> zeros =
            tf.fill(tf.constant(parameter.shape().asArray()), tf.constant(0f));
        updates.add(
            after.train.resourceApplyAdam(
                parameter.variable(),
                variable(parameter.shape(), zeros),
                variable(parameter.shape(), zeros),
                now1,
                now2,
                tf.constant(ADAM_RATE),
                tf.constant(DECAY1),
                tf.constant(DECAY2),
                tf.constant(EPSILON),
                gradients.dy(i)));
      }
      Ops last = tf.withControlDependencies(List.copyOf(updates));
      updates.add(last.assignVariableOp(power1, tf.math.mul(now1, tf.constant(DECAY1))));
      updates.add(last.assignVariableOp(power2, tf.math.mul(now2, tf.constant(DECAY2))));
      return updates;
    }
  }
}
