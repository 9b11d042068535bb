package dev.lanewise.engine;

import dev.lanewise.ShapeException;
import dev.lanewise.kernels.Panels;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.NamedParameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Applies gradients that are given as values. */
public final class GradientUpdates {

  /**
   * What a batch has shown of state.
   *
   * @param values what was observed
   * @param rate how far the state moves towards it
   */
  public record Seen(float[] values, float rate) {}

  private final Network network;
  private final ParameterMemory memory;
  private final List<Trained> trained = new ArrayList<>();
  private final ParameterUpdates updates;
  private long finishedSteps;

  /** Allocates parameters, optimizer state and a whole gradient. */
  public GradientUpdates(TrainingSetup setup) {
    network = setup.model().network();
    memory = ParameterMemory.of(setup.kernels(), setup.model());
    for (NamedParameter named : network.parameters()) {
      if (named.parameter().isTrained() && !setup.rules().frozen().contains(named.name())) {
        Panels values = memory.of(named.name());
        trained.add(
            new Trained(
                named.name(), values, setup.kernels().tuning().parts().slices(values), List.of()));
      }
    }
    updates =
        new ParameterUpdates(
            setup.kernels(), trained, setup.rules().gathered(), Workers.of(setup.team()));
  }

  /** Does a step. */
  public void apply(Map<String, float[]> gradients, Map<String, List<Seen>> seen, double rate) {
    requireAll(gradients);
    updates.whole().begin(0, 1);
    for (int i = 0; i < trained.size(); i++) {
      updates.whole().of(i).set(gradients.getOrDefault(trained.get(i).name(), new float[0]));
    }
    seen.forEach((name, each) ->
        each.forEach(one -> BatchGradients.follow(memory.of(name), one.values(), one.rate())));
    updates.prepare(finishedSteps + 1, rate);
    updates.apply();
    finishedSteps++;
    updates.checkFinite(finishedSteps);
  }

  private void requireAll(Map<String, float[]> gradients) {
    List<String> names = trained.stream().map(Trained::name).toList();
    if (!gradients.keySet().equals(new HashSet<>(names))) {
      throw new ShapeException(
          "A step needs the gradients of %s; found those of %s."
              .formatted(names, gradients.keySet()));
    }
    for (Trained each : trained) {
      int expected = each.values().rows() * each.values().cols();
      int found = gradients.getOrDefault(each.name(), new float[0]).length;
      if (found != expected) {
        throw new ShapeException(
            "The gradient of %s has %s values; found %s.".formatted(each.name(), expected, found));
      }
    }
  }

  /** The current parameters. */
  public Model model() {
    return memory.toModel(network);
  }

  /** Steps that were applied. */
  public long finishedSteps() {
    return finishedSteps;
  }
}
