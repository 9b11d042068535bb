package dev.lanewise.files;

import dev.lanewise.files.JsonValue.JsonObject;
import dev.lanewise.nn.Model;
import dev.lanewise.train.TrainerState;
import java.util.HexFormat;
import java.util.List;

/**
 * The numbers of a {@link TrainerState} as JSON. Doubles are written as the 16 hexadecimal digits
 * of their bits, and longs likewise, so that every program reads them exactly.
 *
 * @param slotCounts the number of arrays that the optimizer keeps for each parameter
 */
record TrainerJson(
    String optimizer,
    List<Integer> slotCounts,
    long step,
    int epochs,
    int position,
    double epochLoss,
    int epochCorrect,
    double learningRate,
    double[] schedule,
    long seed,
    int samples) {
  private static final String[] FIELDS = {
    "optimizer",
    "slots",
    "step",
    "epochs",
    "position",
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
        state.slots().stream().map(List::size).toList(),
        state.step(),
        state.epochs(),
        state.position(),
        state.epochLoss(),
        state.epochCorrect(),
        state.learningRate(),
        state.schedule(),
        state.seed(),
        state.samples());
  }

  TrainerState toState(Model model, List<List<float[]>> slots) {
    return new TrainerState(
        model,
        optimizer,
        slots,
        step,
        epochs,
        position,
        epochLoss,
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
          json.writeFieldName("slots");
          json.writeArray(
              slotCounts.stream().mapToInt(Integer::intValue).toArray(), 0, slotCounts.size());
          json.writeStringField("step", hex(step));
          json.writeNumberField("epochs", epochs);
          json.writeNumberField("position", position);
          json.writeStringField("epoch_loss", hex(epochLoss));
          json.writeNumberField("epoch_correct", epochCorrect);
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
            json.array("slots").integers(0, MOST_SLOTS).stream().map(Math::toIntExact).toList(),
            toLong(json.text("step"), where.named("step")),
            json.integer("epochs", 0, Integer.MAX_VALUE),
            json.integer("position", 0, Integer.MAX_VALUE),
            toDouble(json.text("epoch_loss"), where.named("epoch_loss")),
            json.integer("epoch_correct", 0, Integer.MAX_VALUE),
            toDouble(json.text("learning_rate"), where.named("learning_rate")),
            json.array("schedule").strings().stream()
                .mapToDouble(text -> toDouble(text, where.named("schedule")))
                .toArray(),
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

  /** Checks that there is as much state of the optimizer for each parameter as it keeps. */
  void requireSlots(int parameters, Where trainer) {
    Where where = trainer.named("slots");
    if (slotCounts.isEmpty()) {
      return;
    }
    if (slotCounts.size() != parameters) {
      throw where.refuse(
          "one number for each of %s parameters".formatted(parameters), slotCounts.size() + "");
    }
    int each = OptimizerSlots.of(optimizer).orElse(slotCounts.getFirst());
    if (slotCounts.stream().anyMatch(count -> count != each)) {
      throw where.refuse(
          "%s for each parameter, as %s keeps".formatted(each, Text.clipped(optimizer)),
          Text.clipped(slotCounts.toString()));
    }
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
