package dev.lanewise.engine;

import dev.lanewise.Matrix;
import dev.lanewise.nn.Operation;
import dev.lanewise.nn.Wiring;
import dev.lanewise.nn.Wiring.Work;
import java.util.ArrayList;
import java.util.List;

/** Whether the inputs of a network mean something to the operations that read them. */
final class InputChecks {
  private final Operation[] operations;
  private final int[] inputs;
  private final Matrix[] read;

  InputChecks(Wiring wiring, List<Matrix> values) {
    List<Operation> of = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    List<Matrix> matrices = new ArrayList<>();
    for (Work work : wiring.works()) {
      for (int i = 0; i < work.from().size(); i++) {
        int value = work.from().get(i);
        if (value < values.size()) {
          of.add(work.operation());
          numbers.add(i);
          matrices.add(values.get(value));
        }
      }
    }
    operations = of.toArray(Operation[]::new);
    inputs = numbers.stream().mapToInt(Integer::intValue).toArray();
    read = matrices.toArray(Matrix[]::new);
  }

  /**
   * Checks a row of all inputs.
   *
   * @throws dev.lanewise.DataException if it means nothing
   */
  void check(int row) {
    for (int i = 0; i < operations.length; i++) {
      operations[i].checkRow(inputs[i], read[i], row);
    }
  }
}
