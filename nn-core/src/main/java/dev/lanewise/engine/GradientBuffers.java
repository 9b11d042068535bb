package dev.lanewise.engine;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.nn.Wiring;
import dev.lanewise.nn.Wiring.Work;
import dev.lanewise.nn.spi.RowPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The gradients of all values. Each reader of a value writes a buffer of its own; if there are
 * several, the plan adds them, in the order of the nodes and outputs last, before whatever computed
 * the value reads the sum. So operations never learn of it, and may overwrite what they read.
 */
final class GradientBuffers {
  private final Kernels kernels;
  private final Wiring wiring;
  private final int rows;
  private final List<List<Matrix>> readers = new ArrayList<>();
  private final List<Matrix> sums = new ArrayList<>();
  private final List<Matrix> outputs = new ArrayList<>();
  private final List<List<Optional<Matrix>>> ofWorks = new ArrayList<>();

  /**
   * Allocates the gradients.
   *
   * @param wanted for each value whether its gradient is wanted
   */
  GradientBuffers(Kernels kernels, Wiring wiring, int rows, boolean[] wanted) {
    this.kernels = kernels;
    this.wiring = wiring;
    this.rows = rows;
    for (int value = 0; value < wanted.length; value++) {
      readers.add(new ArrayList<>());
    }
    for (Work work : wiring.works()) {
      ofWorks.add(
          work.from().stream()
              .map(value -> wanted[value] ? Optional.of(reader(value)) : Optional.<Matrix>empty())
              .toList());
    }
    for (int value : wiring.outputs()) {
      outputs.add(reader(value));
    }
    for (int value = 0; value < wanted.length; value++) {
      sums.add(sum(value));
    }
  }

  private Matrix reader(int value) {
    Matrix buffer = Buffers.ofValue(rows, wiring, value);
    readers.get(value).add(buffer);
    return buffer;
  }

  private Matrix sum(int value) {
    List<Matrix> of = readers.get(value);
    return switch (of.size()) {
      case 0 -> Buffers.none(wiring.shape(value));
      case 1 -> of.getFirst();
      default -> Buffers.ofValue(rows, wiring, value);
    };
  }

  /** The gradient of a value, when all of its readers have gone backward. */
  Matrix of(int value) {
    return sums.get(value);
  }

  /** Where a unit of work writes the gradient of one of its inputs, if anybody wants it. */
  Optional<Matrix> input(int work, int index) {
    return ofWorks.get(work).get(index);
  }

  /** Where the gradients of the outputs come from. */
  List<Matrix> outputs() {
    return outputs;
  }

  /** Adds the buffers of a value's readers, if there are several. */
  Optional<RowPass> addition(int value) {
    List<Matrix> of = readers.get(value);
    if (of.size() < 2) {
      return Optional.empty();
    }
    Matrix sum = sums.get(value);
    return Optional.of((from, to, scratch) -> {
      kernels.elements().add(of.get(0), of.get(1), sum, from, to);
      for (int i = 2; i < of.size(); i++) {
        kernels.elements().add(sum, of.get(i), sum, from, to);
      }
    });
  }
}
