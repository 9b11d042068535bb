package dev.lanewise.files;

import dev.lanewise.files.JsonValue.JsonObject;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.NamedParameter;
import dev.lanewise.train.TrainerState;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The numbers of a {@link TrainerState} as JSON. Doubles are written as the 16 hexadecimal digits
 * of their bits, and longs likewise, so that every program reads them exactly.
 *
 * @param frozen the parameters that are not trained, in alphabetical order
 * @param slotCounts the number of arrays that the optimizer keeps for each parameter of the network
 */
record TrainerJson(
    String optimizer,
    List<String> frozen,
    List<Integer> slotCounts,
    long step,
    int epochs,
    int position,
    double[] epochLosses,
    int[] epochCorrect,
    double learningRate,
    double[] schedule,
    long seed,
    int samples) {
  private static final String[] FIELDS = {
    "optimizer",
    "frozen",
    "slots",
    "step",
    "epochs",
    "position",
    "epoch_losses",
    "epoch_corrects",
    "epoch_loss",
    "epoch_correct",
    "learning_rate",
    "schedule",
    "seed",
    "samples"
  };

  /** Far more than optimizers that keep a history of steps. */
  static final int MOST_SLOTS = 1000;

  static TrainerJson of(TrainerState state) {
    return new TrainerJson(
        state.optimizer(),
        state.frozen().stream().sorted().toList(),
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
        new HashSet<>(frozen),
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
    json.only(FIELDS);
    Where where = json.where();
    TrainerJson trainer =
        new TrainerJson(
            json.text("optimizer"),
            json.has("frozen") ? json.array("frozen").strings() : List.of(),
            json.array("slots").integers(0, MOST_SLOTS).stream().map(Math::toIntExact).toList(),
            toLong(json.text("step"), where.named("step")),
            json.integer("epochs", 0, Integer.MAX_VALUE),
            json.integer("position", 0, Integer.MAX_VALUE),
            epochLosses(json),
            epochCorrect(json),
            toDouble(json.text("learning_rate"), where.named("learning_rate")),
            json.array("schedule").strings().stream()
                .mapToDouble(text -> toDouble(text, where.named("schedule")))
                .toArray(),
            toLong(json.text("seed"), where.named("seed")),
            json.integer("samples", 0, Integer.MAX_VALUE));
    trainer.requireCounts(where);
    return trainer;
  }

  /** One for each output; files of before hold that of the only one. */
  private static double[] epochLosses(JsonObject json) {
    Where where = json.where().named("epoch_losses");
    return json.has("epoch_loss")
        ? new double[] {toDouble(json.text("epoch_loss"), json.where().named("epoch_loss"))}
        : json.array("epoch_losses").strings().stream()
            .mapToDouble(text -> toDouble(text, where))
            .toArray();
  }

  private static int[] epochCorrect(JsonObject json) {
    return json.has("epoch_correct")
        ? new int[] {json.integer("epoch_correct", 0, Integer.MAX_VALUE)}
        : json.array("epoch_corrects").integers(0, Integer.MAX_VALUE).stream()
            .mapToInt(Math::toIntExact)
            .toArray();
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
    List<String> names = parameters.stream().map(NamedParameter::name).toList();
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
    int each = slots();
    for (int i = 0; i < slotCounts.size(); i++) {
      boolean trained = parameters.get(i).parameter().isTrained() && !frozen.contains(names.get(i));
      if (slotCounts.get(i) != (trained ? each : 0)) {
        throw where.refuse(
            "%s for each trained parameter, as %s keeps".formatted(each, Text.clipped(optimizer)),
            Text.clipped(slotCounts.toString()));
      }
    }
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

  private static double toDouble(String hex, Where where) {
    return Double.longBitsToDouble(toLong(hex, where));
  }
}
