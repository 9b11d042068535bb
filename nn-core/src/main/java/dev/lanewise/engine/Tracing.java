package dev.lanewise.engine;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.loss.WeightedLosses;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Wiring;
import dev.lanewise.nn.spi.Pass;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.UnitPass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A network bound for looking into it: what it computes in inference, each operation with a value
 * of its own, and gradients of that. Changes no parameter and no state.
 */
public final class Tracing {
  private final Wiring wiring;
  private final TrainingPlan plan;
  private final Pass[] forward;
  private final Pass[] backward;
  private final Map<String, Matrix> gradients = new HashMap<>();
  private final Optional<Scoring> scoring;
  private final Scratch scratch = new Scratch();

  /**
   * Allocates the buffers.
   *
   * @param rows samples of a batch, at most
   * @param names the inputs and nodes whose gradients are wanted
   * @param losses what gradients are of, if not of the outputs
   * @param targetWidths targets of each output, if there are losses
   */
  public Tracing(
      Kernels kernels,
      Model model,
      int rows,
      List<String> names,
      Optional<WeightedLosses> losses,
      List<Integer> targetWidths) {
    Network network = losses.isPresent() ? losses.get().training(model.network()) : model.network();
    wiring = Wiring.unfused(network);
    Set<Integer> wanted = new HashSet<>();
    names.forEach(name -> wanted.add(number(name)));
    plan =
        new TrainingPlan(
            kernels,
            wiring,
            ParameterMemory.of(kernels, model),
            new Batch(new NoData(), new int[0]),
            new PlanSettings(rows, 0, 1, Set.of(), true, wanted));
    forward = plan.forward().toArray(Pass[]::new);
    Map<Integer, Matrix> copies = new HashMap<>();
    wanted.forEach(value -> copies.put(value, Buffers.ofValue(rows, wiring, value)));
    names.forEach(name -> gradients.put(name, Objects.requireNonNull(copies.get(number(name)))));
    backward = plan.backward(value -> copy(kernels, value, copies)).toArray(Pass[]::new);
    prepare(forward);
    prepare(backward);
    scoring =
        losses.map(all ->
            new Scoring(
                kernels,
                all.of(model.network()),
                plan.outputs(),
                plan.outputGradients(),
                plan.outputShapes(),
                targetWidths));
  }

  /** Once, since parameters never change. */
  private static void prepare(Pass[] passes) {
    for (Pass pass : passes) {
      if (pass instanceof RowPass rows) {
        rows.preparation().ifPresent(Runnable::run);
      }
    }
  }

  /** Keeps the gradient of a value, which is overwritten when the pass behind it goes backward. */
  private List<RowPass> copy(Kernels kernels, int value, Map<Integer, Matrix> copies) {
    Matrix copy = copies.get(value);
    Matrix gradient = plan.gradient(value);
    List<RowPass> passes = new ArrayList<>();
    if (copy != null) {
      passes.add((from, to, temporary) -> kernels.elements().copy(gradient, copy, from, to));
    }
    return passes;
  }

  private int number(String name) {
    Integer number = wiring.values().get(name);
    if (number == null) {
      throw new SettingException(
          "There is no input or layer '%s' to look at; there are %s."
              .formatted(
                  name,
                  wiring.values().keySet().stream().sorted().collect(Collectors.joining(", "))));
    }
    return number;
  }

  /** The inputs. */
  public List<Matrix> inputs() {
    return plan.entry().inputs();
  }

  /** Sets a row of all inputs, which lie one behind the other in an array. */
  public void set(int row, float[] sample, int at) {
    Entry.deal(sample, at, inputs(), row);
    plan.checks().check(row);
  }

  /** Where the gradient to start from is put, for each output. */
  public List<Matrix> outputGradients() {
    return plan.outputGradients();
  }

  /** What the losses score, if there are any. */
  public Optional<Scoring> scoring() {
    return scoring;
  }

  /**
   * The value of an input or node.
   *
   * @throws SettingException if there is none of that name
   */
  public Matrix value(String name) {
    return plan.value(number(name));
  }

  /** The gradient with respect to a value that was wanted. */
  public Matrix gradient(String name) {
    return Objects.requireNonNull(gradients.get(name), name);
  }

  /** Computes all values. */
  public void forward(int rows) {
    run(forward, rows);
  }

  /** Computes the gradients that were wanted. */
  public void backward(int rows) {
    run(backward, rows);
  }

  /** Computes the losses of rows and starts gradients from them. */
  public void score(int rows) {
    Scoring of = scoring.orElseThrow();
    of.begin(1, of.allPositions());
    for (int row = 0; row < rows; row++) {
      of.checkTargets(row, -1);
    }
    of.losses().run(0, rows, scratch);
  }

  private void run(Pass[] passes, int rows) {
    for (Pass pass : passes) {
      switch (pass) {
        case RowPass row -> row.run(0, rows, scratch);
        case UnitPass units -> {
          for (int part = 0; part < units.parts(); part++) {
            units.run(part, rows, scratch);
          }
        }
      }
    }
  }
}
