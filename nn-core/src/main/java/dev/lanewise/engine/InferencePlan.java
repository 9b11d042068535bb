package dev.lanewise.engine;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.Wiring;
import dev.lanewise.nn.Wiring.Work;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;
import java.util.ArrayList;
import java.util.List;

/**
 * A network bound for inference: the buffers of a batch and the passes that fill them, with
 * parameters that do not change any more.
 *
 * @param inputs where samples go in
 * @param outputs where results come out
 * @param passes the passes in order
 * @param checks what operations ask of samples
 */
public record InferencePlan(
    List<Matrix> inputs, List<Matrix> outputs, RowPass[] passes, InputChecks checks) {

  /** Allocates the buffers for batches of up to {@code rows} samples. */
  public static InferencePlan of(Kernels kernels, Wiring wiring, ParameterMemory memory, int rows) {
    List<Matrix> values = new ArrayList<>();
    for (int i = 0; i < wiring.inputs().size(); i++) {
      values.add(Buffers.ofValue(rows, wiring, i));
    }
    List<RowPass> passes = new ArrayList<>();
    for (Work work : wiring.works()) {
      Matrix output = Buffers.ofValue(rows, wiring, values.size());
      Binding binding = new WorkBinding(kernels, work, List.copyOf(values), output, memory);
      RowPass pass = work.operation().inference(binding);
      pass.preparation().ifPresent(Runnable::run);
      passes.add(Blocks.of(work, pass));
      values.add(output);
    }
    return new InferencePlan(
        values.subList(0, wiring.inputs().size()),
        wiring.outputs().stream().map(values::get).toList(),
        Blocks.of(passes, kernels.tuning().chunking()),
        new InputChecks(wiring, values.subList(0, wiring.inputs().size())));
  }

  /** How many values a sample has: those of all inputs. */
  public int inputColumns() {
    return columns(inputs);
  }

  /** How many values a result has: those of all outputs. */
  public int outputColumns() {
    return columns(outputs);
  }

  private static int columns(List<Matrix> matrices) {
    int columns = 0;
    for (int i = 0; i < matrices.size(); i++) {
      columns += matrices.get(i).cols();
    }
    return columns;
  }

  /**
   * Sets a row of all inputs, which lie one behind the other in an array.
   *
   * @throws dev.lanewise.DataException if they mean nothing to the operations that read them
   */
  public void set(int row, float[] sample, int at) {
    Entry.deal(sample, at, inputs, row);
    checks.check(row);
  }

  /** Copies a row of all outputs, one behind the other. */
  public void get(int row, float[] result, int at) {
    int to = at;
    for (int i = 0; i < outputs.size(); i++) {
      Matrix output = outputs.get(i);
      System.arraycopy(output.data(), output.row(row), result, to, output.cols());
      to += output.cols();
    }
  }

  /** Computes rows {@code [from, to)}. */
  public void run(int from, int to, Scratch scratch) {
    for (RowPass pass : passes) {
      pass.run(from, to, scratch);
    }
  }
}
