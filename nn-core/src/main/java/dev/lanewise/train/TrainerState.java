package dev.lanewise.train;

import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network.NamedParameter;
import dev.lanewise.optimizer.Optimizer;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that decides how training goes on, besides the settings of the trainer and the data: a
 * trainer that is given it continues bit for bit. The order of the samples is not in it because it
 * follows from the seed, the epoch and the number of samples.
 *
 * <p>The arrays are the record's own: who makes one hands them over, who reads them must not change
 * them.
 *
 * @param model the parameters
 * @param optimizer the rule's description with its settings, to find out that another one was set
 * @param frozen the parameters, by their full names, that are not trained
 * @param slots by the full name of each parameter the optimizer's state: for each slot as many
 *     numbers as the parameter has, row-major; nothing for parameters that are not trained, and an
 *     empty map before the first step
 * @param step finished steps
 * @param epochs finished epochs
 * @param position samples of the current epoch that are done; 0 between epochs
 * @param epochLosses for each output the sum of the losses of those samples, before the mean is
 *     taken
 * @param epochCorrect for each output how many of them, or of their positions, were classified
 *     right
 * @param learningRate the step size in force
 * @param schedule numbers that a schedule with memory keeps; empty for the others
 * @param seed the trainer's seed
 * @param samples samples of an epoch; 0 before the first
 */
public record TrainerState(
    Model model,
    String optimizer,
    Set<String> frozen,
    Map<String, List<float[]>> slots,
    long step,
    int epochs,
    int position,
    double[] epochLosses,
    long[] epochCorrect,
    double learningRate,
    double[] schedule,
    long seed,
    int samples) {

  private static final int MOST_EPOCHS = 1_000_000_000;
  private static final long MOST_STEPS = 1L << 60;

  /** Copies the collections. */
  public TrainerState {
    frozen = Set.copyOf(frozen);
    Map<String, List<float[]>> copy = new LinkedHashMap<>();
    slots.forEach((name, arrays) -> copy.put(name, List.copyOf(arrays)));
    slots = Collections.unmodifiableMap(copy);
  }

  /**
   * Checks that a trainer can have left this state, for states that come from files.
   *
   * @throws SettingException if a number is out of its range or contradicts another one
   */
  public void requireSound() {
    require(step >= 0 && step <= MOST_STEPS, "steps", "from 0 to 2^60", step);
    require(epochs >= 0 && epochs <= MOST_EPOCHS, "epochs", "from 0 to 10^9", epochs);
    long begun = (long) epochs + (position > 0 ? 1 : 0);
    require(step >= begun, "steps", "one or more for each of " + begun + " epochs", step);
    require(
        position >= 0 && position <= samples,
        "position",
        "from 0 to the " + samples + " samples of an epoch",
        position);
    int outputs = model.network().outputs().size();
    require(
        epochLosses.length == outputs && epochCorrect.length == outputs,
        "sums of the epoch",
        "one for each of " + outputs + " outputs",
        epochLosses.length + " and " + epochCorrect.length);
    List<Shape> shapes = model.network().outputShapes();
    for (int i = 0; i < outputs; i++) {
      long most = (long) position * shapes.get(i).positions();
      require(
          epochCorrect[i] >= 0 && epochCorrect[i] <= most,
          "samples or positions classified right",
          "from 0 to the " + most + " that are done",
          epochCorrect[i]);
      require(Double.isFinite(epochLosses[i]), "loss", "a finite sum", epochLosses[i]);
    }
    require(
        learningRate > 0 && Double.isFinite(learningRate),
        "learning rate",
        "a positive, finite number",
        learningRate);
    require(
        schedule.length == 0 || Plateau.State.isSound(schedule),
        "schedule",
        "nothing, or a plateau's factor, best value, bad epochs and cooldown",
        Arrays.toString(schedule));
    require(
        step == 0 || !slots.isEmpty() || model.network().parameterCount() == 0,
        "optimizer state",
        "some after " + step + " steps",
        "none");
  }

  private static void require(boolean sound, String what, String expected, Object found) {
    if (!sound) {
      throw new SettingException(
          "Trainer state, "
              + what
              + ": expected "
              + expected
              + "; found "
              + found
              + ". Take another checkpoint.");
    }
  }

  /** Checks that the state is sound and holds what an optimizer keeps. */
  void requireFor(Optimizer optimizer) {
    requireSound();
    List<NamedParameter> parameters = model.network().parameters();
    require(
        slots.isEmpty() || slots.size() == parameters.size(),
        "optimizer state",
        "that of " + parameters.size() + " parameters",
        slots.size());
    for (NamedParameter named : parameters) {
      List<float[]> found = slots.getOrDefault(named.name(), List.of());
      boolean trained = named.parameter().isTrained() && !frozen.contains(named.name());
      int count = trained && !slots.isEmpty() ? optimizer.slots() : 0;
      int size = named.parameter().size();
      require(
          found.size() == count && found.stream().allMatch(slot -> slot.length == size),
          "optimizer state of " + named.name(),
          count + " arrays of " + size + " numbers",
          "arrays of " + found.stream().map(slot -> slot.length).toList());
    }
  }
}
