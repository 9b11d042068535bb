package dev.lanewise.engine;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.nn.Wiring.Work;
import dev.lanewise.nn.spi.Binding;
import java.util.List;

/** What every plan binds an operation to: kernels, values of the network, and parameters. */
class WorkBinding implements Binding {
  private final Kernels kernels;
  private final Work work;
  private final List<Matrix> values;
  private final Matrix output;
  private final ParameterMemory memory;

  /**
   * A binding.
   *
   * @param values those of the network, as far as the operation reads them
   */
  WorkBinding(
      Kernels kernels, Work work, List<Matrix> values, Matrix output, ParameterMemory memory) {
    this.kernels = kernels;
    this.work = work;
    this.values = values;
    this.output = output;
    this.memory = memory;
  }

  @Override
  public Kernels kernels() {
    return kernels;
  }

  @Override
  public int inputs() {
    return work.from().size();
  }

  @Override
  public Shape inputShape(int index) {
    return work.inputs().get(index);
  }

  @Override
  public Matrix input(int index) {
    return values.get(work.from().get(index));
  }

  @Override
  public Matrix output() {
    return output;
  }

  @Override
  public Panels parameter(String name) {
    return memory.of(work.fullName(name));
  }
}
