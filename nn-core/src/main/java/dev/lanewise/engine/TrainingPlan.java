package dev.lanewise.engine;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Panels.Slice;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.Wiring;
import dev.lanewise.nn.Wiring.Work;
import dev.lanewise.nn.spi.BatchState;
import dev.lanewise.nn.spi.Observation;
import dev.lanewise.nn.spi.Pass;
import dev.lanewise.nn.spi.RowPass;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import dev.lanewise.nn.spi.UnitPass;
import dev.lanewise.random.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network bound for training: every buffer of a batch, allocated once, and the passes of its
 * operations, forward and backward.
 */
final class TrainingPlan {

  /**
   * State that follows what an operation observes.
   *
   * @param name the parameter's full name
   * @param values its memory
   * @param observation what is observed
   */
  record Observed(String name, Panels values, Observation observation) {}

  private final Kernels kernels;
  private final Wiring wiring;
  private final ParameterMemory memory;
  private final BatchState batch;
  private final PlanSettings settings;
  private final Entry entry;
  private final InputChecks checks;
  private final List<Matrix> values = new ArrayList<>();
  private final boolean[] wanted;
  private final GradientBuffers gradients;
  private final List<TrainingPasses> passes = new ArrayList<>();
  private final List<RowPass> inference = new ArrayList<>();
  private final Map<String, Trained> trained = new LinkedHashMap<>();
  private final List<Observed> observed = new ArrayList<>();

  TrainingPlan(
      Kernels kernels,
      Wiring wiring,
      ParameterMemory memory,
      BatchState batch,
      PlanSettings settings) {
    this.kernels = kernels;
    this.wiring = wiring;
    this.memory = memory;
    this.batch = batch;
    this.settings = settings;
    entry = Entry.allocate(wiring, settings.rows());
    checks = new InputChecks(wiring, entry.inputs());
    values.addAll(entry.inputs());
    for (int i = 0; i < wiring.works().size(); i++) {
      values.add(Buffers.ofValue(settings.rows(), wiring, wiring.valueOf(i)));
    }
    wanted = wanted();
    gradients = new GradientBuffers(kernels, wiring, settings.rows(), wanted);
    for (int i = 0; i < wiring.works().size(); i++) {
      bind(i, wiring.works().get(i));
    }
  }

  private boolean[] wanted() {
    boolean[] all = new boolean[values.size()];
    settings.wanted().forEach(value -> all[value] = true);
    for (int i = 0; i < wiring.works().size(); i++) {
      Work work = wiring.works().get(i);
      int value = wiring.valueOf(i);
      all[value] |= work.parameters().stream().anyMatch(p -> trains(work, p));
      for (int read : work.from()) {
        all[value] |= all[read];
      }
    }
    return all;
  }

  private boolean trains(Work work, Parameter parameter) {
    return parameter.isTrained() && !settings.asInInference() && !isFrozen(work, parameter.name());
  }

  private boolean isFrozen(Work work, String parameter) {
    return settings.frozen().contains(work.fullName(parameter));
  }

  /** Whether all that an operation could train is frozen; if that is nothing, all of its state. */
  private boolean isFrozen(Work work) {
    boolean trainable = work.parameters().stream().anyMatch(Parameter::isTrained);
    return !work.parameters().isEmpty()
        && work.parameters().stream()
            .filter(p -> p.isTrained() || !trainable)
            .allMatch(p -> isFrozen(work, p.name()));
  }

  private void bind(int index, Work work) {
    boolean asInInference = settings.asInInference() || isFrozen(work);
    Bound at = new Bound(index, work, asInInference);
    RowPass inferred = work.operation().inference(at);
    inference.add(Blocks.of(work, inferred));
    TrainingPasses bound =
        asInInference && !wanted[wiring.valueOf(index)]
            ? TrainingPasses.of(inferred, RowPass.nothing())
            : work.operation().training(at);
    passes.add(bound);
    for (Parameter parameter : work.parameters()) {
      if (trains(work, parameter)) {
        train(work, parameter.name(), bound);
      }
    }
    if (!asInInference) {
      for (Observation each : bound.observations()) {
        String name = work.fullName(each.parameter());
        if (!isFrozen(work, each.parameter())) {
          observed.add(new Observed(name, memory.of(name), each));
        }
      }
    }
  }

  private void train(Work work, String parameter, TrainingPasses bound) {
    String name = work.fullName(parameter);
    Panels panels = memory.of(name);
    Trained known =
        trained.computeIfAbsent(
            name,
            key ->
                new Trained(
                    key, panels, kernels.tuning().parts().slices(panels), new ArrayList<>()));
    var gradient = bound.gradients().get(parameter);
    if (gradient == null) {
      throw new IllegalStateException(work.label() + " gives no gradient of " + parameter);
    }
    known.gradients().add(gradient);
  }

  /** Where samples go in. */
  Entry entry() {
    return entry;
  }

  /** What operations ask of samples. */
  InputChecks checks() {
    return checks;
  }

  /** The memory of a value. */
  Matrix value(int value) {
    return values.get(value);
  }

  /** The shapes of the outputs. */
  List<Shape> outputShapes() {
    return wiring.outputs().stream().map(wiring::shape).toList();
  }

  /** The memories of the outputs. */
  List<Matrix> outputs() {
    return wiring.outputs().stream().map(values::get).toList();
  }

  /** The gradient of a value; what computed the value overwrites it when it goes backward. */
  Matrix gradient(int value) {
    return gradients.of(value);
  }

  /** Where the gradients of the outputs have to be written. */
  List<Matrix> outputGradients() {
    return gradients.outputs();
  }

  /** The parameters that are trained, in the order of the network. */
  List<Trained> trained() {
    return List.copyOf(trained.values());
  }

  /** The state that follows the batches, in the order of the network. */
  List<Observed> observed() {
    return observed;
  }

  /** The passes forward in training. */
  List<Pass> forward() {
    return forward(0);
  }

  private List<Pass> forward(int first) {
    List<Pass> all = new ArrayList<>();
    for (int i = first; i < passes.size(); i++) {
      add(i, passes.get(i).forward(), all);
    }
    return all;
  }

  private void add(int index, List<Pass> more, List<Pass> all) {
    Work work = wiring.works().get(index);
    more.forEach(pass -> all.add(pass instanceof RowPass rows ? Blocks.of(work, rows) : pass));
  }

  /**
   * The same, with the first operations cut by units, as far as they can be cut among at least two
   * workers. Reading comes in between and is the first pass.
   */
  List<Pass> forwardByUnits(RowPass reading) {
    List<Pass> all = new ArrayList<>();
    all.add(reading);
    List<UnitPass> first =
        passes.stream()
            .map(each -> each.byUnits().filter(units -> units.parts() > 1))
            .takeWhile(Optional::isPresent)
            .map(Optional::get)
            .toList();
    all.addAll(first);
    all.addAll(forward(first.size()));
    return all;
  }

  /** The passes backward, last operation first. */
  List<Pass> backward() {
    return backward(value -> List.of());
  }

  /**
   * The passes backward, last operation first.
   *
   * @param before what is done with the gradient of a value before it is overwritten
   */
  List<Pass> backward(java.util.function.IntFunction<List<? extends Pass>> before) {
    List<Pass> all = new ArrayList<>();
    for (int value = values.size() - 1; value >= 0; value--) {
      if (wanted[value]) {
        Shape shape = wiring.shape(value);
        gradients.addition(value).ifPresent(pass -> all.add(Blocks.of(List.of(shape), pass)));
        all.addAll(before.apply(value));
        int work = value - wiring.inputs().size();
        if (work >= 0) {
          add(work, passes.get(work).backward(), all);
        }
      }
    }
    return all;
  }

  /**
   * What must divide the rows of a chunk, so that each pass begins where it can: a power of two.
   */
  int step() {
    return backward().stream()
        .mapToInt(pass -> pass instanceof RowPass rows ? rows.step() : 1)
        .max()
        .orElse(1);
  }

  /** The passes of inference, on the same buffers. */
  List<RowPass> inference() {
    return inference;
  }

  /** The name of the first operation whose output is not finite everywhere, or {@code loss}. */
  String firstNotFinite(int samples) {
    for (int i = 0; i < wiring.works().size(); i++) {
      if (!isFinite(values.get(wiring.valueOf(i)), samples)) {
        return wiring.works().get(i).label();
      }
    }
    return "loss";
  }

  private static boolean isFinite(Matrix m, int samples) {
    for (int row = 0; row < samples; row++) {
      for (int c = 0; c < m.cols(); c++) {
        if (!Float.isFinite(m.get(row, c))) {
          return false;
        }
      }
    }
    return true;
  }

  /** What an operation is bound to. */
  private final class Bound extends WorkBinding implements TrainingBinding {
    private final int index;
    private final Work work;
    private final boolean asInInference;

    Bound(int index, Work work, boolean asInInference) {
      super(kernels, work, values, values.get(wiring.valueOf(index)), memory);
      this.index = index;
      this.work = work;
      this.asInInference = asInInference;
    }

    @Override
    public Matrix outputGradient() {
      return gradients.of(wiring.valueOf(index));
    }

    @Override
    public Optional<Matrix> inputGradient(int input) {
      return gradients.input(index, input);
    }

    @Override
    public Matrix workspace(Shape sample) {
      return Buffers.allocate(settings.rows(), sample);
    }

    @Override
    public BatchState batch() {
      return batch;
    }

    @Override
    public int workers() {
      return settings.workers();
    }

    @Override
    public long seed() {
      return Seeds.mix(settings.seed(), work.index());
    }

    @Override
    public boolean trains(String parameter) {
      return work.parameters().stream()
          .anyMatch(p -> p.name().equals(parameter) && TrainingPlan.this.trains(work, p));
    }

    @Override
    public List<Slice> parts(String parameter) {
      return kernels.tuning().parts().slices(parameter(parameter));
    }

    @Override
    public boolean asInInference() {
      return asInInference;
    }
  }
}
