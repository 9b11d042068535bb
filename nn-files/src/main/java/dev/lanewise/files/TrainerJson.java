package dev.lanewise.files;

import dev.lanewise.files.JsonValue.JsonObject;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.NamedParameter;
import dev.lanewise.train.TrainerState;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The numbers of a {@link TrainerState} as JSON. Doubles are written as the 16 hexadecimal digits
 * of their bits, and longs likewise, so that every program reads them exactly.
 *
 * @param frozen the parameters that are not trained, in alphabetical order
 * @param slotCounts the number of arrays that the optimizer keeps for each parameter of the network
 */
record TrainerJson(
    String optimizer,
    Set<String> frozen,
    List<Integer> slotCounts,
    long step,
    int epochs,
    int position,
    double[] epochLosses,
    long[] epochCorrect,
    double learningRate,
    double[] schedule,
    long seed,
    int samples) {
  private static final List<String> FIELDS =
      List.of(
          "optimizer",
          "slots",
          "step",
          "epochs",
          "position",
          "learning_rate",
          "schedule",
          "seed",
          "samples");

  /** What files of before hold of the only output, and of no frozen parameters. */
  private static final List<String> BEFORE = List.of("epoch_loss", "epoch_correct");

  private static final List<String> NOW = List.of("frozen", "epoch_losses", "epoch_corrects");

  /** Far more than optimizers that keep a history of steps. */
  static final int MOST_SLOTS = 1000;

  static TrainerJson of(TrainerState state) {
    return new TrainerJson(
        state.optimizer(),
        new TreeSet<>(state.frozen()),
        slotCounts(state),
        state.step(),
        state.epochs(),
        state.position(),
        state.epochLosses(),
        state.epochCorrect(),
        state.learningRate(),
        state.schedule(),
        state.seed(),
        state.samples());
  }

  private static List<Integer> slotCounts(TrainerState state) {
    return state.slots().isEmpty()
        ? List.of()
        : state.model().network().parameters().stream()
            .map(named -> state.slots().getOrDefault(named.name(), List.of()).size())
            .toList();
  }

  TrainerState toState(Model model, Map<String, List<float[]>> slots) {
    return new TrainerState(
        model,
        optimizer,
        frozen,
        slots,
        step,
        epochs,
        position,
        epochLosses,
        epochCorrect,
        learningRate,
        schedule,
        seed,
        samples);
  }

  String write(Where where) {
    String text =
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringField("optimizer", optimizer);
          json.writeArrayFieldStart("frozen");
          for (String name : frozen) {
            json.writeString(name);
          }
          json.writeEndArray();
          json.writeFieldName("slots");
          json.writeArray(
              slotCounts.stream().mapToInt(Integer::intValue).toArray(), 0, slotCounts.size());
          json.writeStringField("step", hex(step));
          json.writeNumberField("epochs", epochs);
          json.writeNumberField("position", position);
          json.writeArrayFieldStart("epoch_losses");
          for (double loss : epochLosses) {
            json.writeString(hex(loss));
          }
          json.writeEndArray();
          json.writeFieldName("epoch_corrects");
          json.writeArray(epochCorrect, 0, epochCorrect.length);
          json.writeStringField("learning_rate", hex(learningRate));
          json.writeArrayFieldStart("schedule");
          for (double number : schedule) {
            json.writeString(hex(number));
          }
          json.writeEndArray();
          json.writeStringField("seed", hex(seed));
          json.writeNumberField("samples", samples);
          json.writeEndObject();
        });
    return Json.readable(text, where, TrainerJson::read);
  }

  static TrainerJson read(JsonObject json) {
    boolean before = json.has(BEFORE.getFirst());
    json.only(
        Stream.concat(FIELDS.stream(), (before ? BEFORE : NOW).stream()).toArray(String[]::new));
    Where where = json.where();
    TrainerJson trainer =
        new TrainerJson(
            json.text("optimizer"),
            before ? Set.of() : new TreeSet<>(json.array("frozen").strings()),
            json.array("slots").integers(0, MOST_SLOTS).stream().map(Math::toIntExact).toList(),
            toLong(json.text("step"), where.named("step")),
            json.integer("epochs", 0, Integer.MAX_VALUE),
            json.integer("position", 0, Integer.MAX_VALUE),
            before
                ? new double[] {toDouble(json.text("epoch_loss"), where.named("epoch_loss"))}
                : toDoubles(json, "epoch_losses"),
            before
                ? new long[] {json.integer("epoch_correct", 0, Integer.MAX_VALUE)}
                : json.array("epoch_corrects").integers(0, Long.MAX_VALUE).stream()
                    .mapToLong(Long::longValue)
                    .toArray(),
            toDouble(json.text("learning_rate"), where.named("learning_rate")),
            toDoubles(json, "schedule"),
            toLong(json.text("seed"), where.named("seed")),
            json.integer("samples", 0, Integer.MAX_VALUE));
    trainer.requireCounts(where);
    return trainer;
  }

  private void requireCounts(Where where) {
    long slots = slotCounts.stream().mapToLong(Integer::longValue).sum();
    if (slots > Header.MOST_TENSORS) {
      throw where.named("slots").refuse("at most " + Header.MOST_TENSORS + " in all", slots + "");
    }
  }

  /**
   * Checks that there is as much state of the optimizer for each trained parameter as it keeps, and
   * none for others.
   */
  void requireSlots(Network network, Where trainer) {
    Where where = trainer.named("slots");
    List<NamedParameter> parameters = network.parameters();
    Set<String> names = parameters.stream().map(NamedParameter::name).collect(Collectors.toSet());
    if (!names.containsAll(frozen)) {
      throw trainer
          .named("frozen")
          .refuse("parameters of the network", Text.clipped(frozen.toString()));
    }
    if (slotCounts.isEmpty()) {
      return;
    }
    if (slotCounts.size() != parameters.size()) {
      throw where.refuse(
          "one number for each of %s parameters".formatted(parameters.size()),
          slotCounts.size() + "");
    }
    if (!hasRightCounts(parameters)) {
      throw where.refuse(
          "%s for each trained parameter, as %s keeps".formatted(slots(), Text.clipped(optimizer)),
          Text.clipped(slotCounts.toString()));
    }
  }

  /**
   * Whether there are as many arrays for each trained parameter as the optimizer keeps, and none
   * for others; true if there are no numbers.
   */
  boolean hasRightCounts(List<NamedParameter> parameters) {
    int each = slots();
    for (int i = 0; i < slotCounts.size(); i++) {
      NamedParameter named = parameters.get(i);
      boolean trained = named.parameter().isTrained() && !frozen.contains(named.name());
      if (slotCounts.get(i) != (trained ? each : 0)) {
        return false;
      }
    }
    return true;
  }

  /** How many arrays the optimizer keeps for a trained parameter. */
  int slots() {
    int most = slotCounts.stream().mapToInt(Integer::intValue).max().orElse(0);
    return OptimizerSlots.of(optimizer).orElse(most);
  }

  private static String hex(long value) {
    return HexFormat.of().toHexDigits(value);
  }

  private static String hex(double value) {
    return hex(Double.doubleToRawLongBits(value));
  }

  private static long toLong(String hex, Where where) {
    if (hex.length() != Long.BYTES * 2
        || !hex.chars().allMatch(c -> c < 128 && HexFormat.isHexDigit(c))) {
      throw where.refuse("16 hexadecimal digits", Text.quoted(hex));
    }
    return HexFormat.fromHexDigitsToLong(hex);
  }

  private static double[] toDoubles(JsonObject json, String name) {
    Where where = json.where().named(name);
    return json.array(name).strings().stream().mapToDouble(text -> toDouble(text, where)).toArray();
  }

  private static double toDouble(String hex, Where where) {
    return Double.longBitsToDouble(toLong(hex, where));
  }
}
