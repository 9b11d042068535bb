package dev.lanewise.engine;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.Input;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Wiring;
import dev.lanewise.nn.Wiring.Work;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.StepBinding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network bound for going through sequences step by step: the buffers of one step, and what
 * operations keep of those before.
 */
public final class SteppingPlan {
  private final int context;
  private final List<Matrix> inputs = new ArrayList<>();
  private final List<Matrix> outputs = new ArrayList<>();
  private final List<Matrix> memories = new ArrayList<>();
  private final RowPass[] passes;
  private final InputChecks checks;
  private final Scratch scratch = new Scratch();
  private int position;
  private boolean limited;

  /**
   * Allocates the buffers.
   *
   * @param network whose inputs and outputs are sequences, and whose operations look back only
   * @throws ShapeException if a value of the network has not one position for each step
   */
  public SteppingPlan(Kernels kernels, Network network, ParameterMemory memory) {
    context = network.inputs().getFirst().shape().dimensions().getFirst();
    network.inputs().forEach(input -> requireSteps(input.name(), input.shape()));
    network.places().forEach(place -> requireSteps(place.label(), place.output()));
    Wiring wiring = Wiring.of(ofOneStep(network));
    List<Matrix> values = new ArrayList<>();
    for (int i = 0; i < wiring.inputs().size(); i++) {
      values.add(Buffers.ofValue(1, wiring, i));
    }
    inputs.addAll(values);
    List<RowPass> all = new ArrayList<>();
    for (Work work : wiring.works()) {
      Matrix output = Buffers.ofValue(1, wiring, values.size());
      StepBinding at = new Bound(kernels, work, List.copyOf(values), output, memory);
      RowPass pass = work.operation().stepping(at);
      pass.preparation().ifPresent(Runnable::run);
      all.add(pass);
      values.add(output);
    }
    passes = all.toArray(RowPass[]::new);
    wiring.outputs().forEach(output -> outputs.add(values.get(output)));
    checks = new InputChecks(wiring, inputs);
  }

  private void requireSteps(String name, Shape shape) {
    if (shape.dimensions().getFirst() != context || shape.dimensions().size() > 2) {
      throw new ShapeException(
          "A sequence can be continued if each value of the network has a position for each of its %s steps; found %s of %s. Use layers that keep the steps, up to the output."
              .formatted(context, shape, name));
    }
  }

  private static Network ofOneStep(Network network) {
    List<Input> inputs =
        network.inputs().stream()
            .map(input -> new Input(input.name(), first(input.shape())))
            .toList();
    return new Network(inputs, network.nodes(), network.outputs());
  }

  private static Shape first(Shape shape) {
    return shape.dimensions().size() == 1 ? Shape.of(1) : Shape.of(1, shape.channels());
  }

  /** Goes back to before the first step. */
  public void reset() {
    position = 0;
    for (int i = 0; i < memories.size(); i++) {
      Arrays.fill(memories.get(i).data(), 0);
    }
  }

  /** The most steps that operations can look back, the one that is computed included. */
  public int context() {
    return context;
  }

  /** The steps so far, but no more than the operations can look back. */
  public int position() {
    return position;
  }

  /** Whether operations know where a step is, so that there cannot be more than the context. */
  public boolean isLimited() {
    return limited;
  }

  /** Where a step's values go in. */
  public Matrix input() {
    return inputs.getFirst();
  }

  /** Where its results come out. */
  public Matrix output() {
    return outputs.getFirst();
  }

  /**
   * Checks the values in {@link #input}.
   *
   * @throws dev.lanewise.DataException if they mean nothing
   */
  public void check() {
    checks.check(0);
  }

  /** Computes the step whose values are in {@link #input}, and were checked. */
  public void step() {
    for (RowPass pass : passes) {
      pass.run(0, 1, scratch);
    }
    position++;
  }

  private final class Bound extends WorkBinding implements StepBinding {

    Bound(Kernels kernels, Work work, List<Matrix> values, Matrix output, ParameterMemory memory) {
      super(kernels, work, values, output, memory);
    }

    @Override
    public int context() {
      limited = true;
      return context;
    }

    @Override
    public int position() {
      return position;
    }

    @Override
    public Matrix memory(int numbers) {
      Matrix memory = Matrix.allocate(1, numbers);
      memories.add(memory);
      return memory;
    }
  }
}
