package dev.lanewise.files;

import dev.lanewise.FileException;
import dev.lanewise.Heap;
import dev.lanewise.SettingException;
import dev.lanewise.ShapeException;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.train.TrainerState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Files of a trainer's state, from which training goes on bit for bit. They are valid safetensors
 * files: the model's tensors as in a {@link ModelFile}, the optimizer's as {@code 0.weight.slot.0}
 * and so on. The methods are thread-safe.
 */
public final class Checkpoint {

  private Checkpoint() {}

  /**
   * Writes a state, or replaces a file. It is written completely or, if that fails, not at all.
   *
   * @throws FileException if the file cannot be written, or could not be read again: a layer is not
   *     one of the library
   * @throws SettingException if no training leaves such a state, or the optimizer has the name of
   *     one of the library and another number of arrays
   * @throws ShapeException if the optimizer's arrays do not fit the model
   */
  public static void save(TrainerState state, Path file) {
    save(state, file, Storage.disk());
  }

  static void save(TrainerState state, Path file, Storage storage) {
    Network network = state.model().network();
    TrainerJson trainer = TrainerJson.of(state);
    List<Part> model = ModelParts.of(state.model());
    List<Part> slots = slotParts(model, trainer.slotCounts());
    requireSlots(state, slots);
    state.requireSound();
    requireCounts(trainer);
    List<float[]> values = state.slots().stream().flatMap(List::stream).toList();
    List<Part> parts = new ArrayList<>(model);
    for (int i = 0; i < slots.size(); i++) {
      float[] array = values.get(i);
      parts.add(new Part(slots.get(i).name(), slots.get(i).shape(), () -> array));
    }
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("network", NetworkJson.write(network, Where.file(file).in("network")));
    entries.put("trainer", trainer.write(Where.file(file).in("trainer")));
    Container.write(file, Container.Kind.CHECKPOINT, entries, parts, storage);
  }

  /**
   * Reads a state.
   *
   * @throws FileException if the file cannot be read, is damaged, is no checkpoint of the library,
   *     or does not fit into memory
   */
  public static TrainerState load(Path file) {
    return Container.read(file, Container.Kind.CHECKPOINT, Checkpoint::read);
  }

  /**
   * Checks that a file has the size that its header says, and that the header is sound.
   *
   * @throws FileException as {@link #load}
   */
  static void requireReadable(Path file) {
    Container.read(file, Container.Kind.CHECKPOINT, Contents::of);
  }

  /**
   * Checks all that {@link #load} does, and keeps nothing of it in memory.
   *
   * @throws FileException as {@link #load}
   */
  static void requireWhole(Path file) {
    Container.read(
        file,
        Container.Kind.CHECKPOINT,
        container -> {
          Contents contents = Contents.of(container);
          container.requireChecksums();
          return contents;
        });
  }

  /** What the header says. */
  private record Contents(
      Network network, TrainerJson trainer, List<Part> model, List<Part> slots) {

    static Contents of(Container container) {
      Network network = NetworkJson.read(container.json("network"));
      TrainerJson trainer = TrainerJson.read(container.json("trainer"));
      List<Part> model = ModelParts.of(network);
      trainer.requireSlots(model.size(), container.where().in("trainer"));
      List<Part> slots = slotParts(model, trainer.slotCounts());
      List<Part> all = new ArrayList<>(model);
      all.addAll(slots);
      container.requireTensors(all);
      return new Contents(network, trainer, model, slots);
    }
  }

  private static TrainerState read(Container container) {
    Contents contents = Contents.of(container);
    List<Part> model = contents.model();
    List<Part> slots = contents.slots();
    TrainerState state =
        Heap.attempt(
            ModelParts.bytes(model) + ModelParts.bytes(slots) / 2,
            container.where()::refuse,
            () ->
                contents
                    .trainer()
                    .toState(
                        model(container, contents.network(), model),
                        slots(container, slots, contents.trainer().slotCounts())));
    requireSound(state, container.where().in("trainer"));
    return state;
  }

  private static void requireSound(TrainerState state, Where where) {
    try {
      state.requireSound();
    } catch (SettingException e) {
      throw where.refuse("a state that training can leave", "another (" + e.getMessage() + ")");
    }
  }

  private static Model model(Container container, Network network, List<Part> parts) {
    return new Model(
        network, parts.stream().map(part -> container.values(part.name())).toArray(float[][]::new));
  }

  private static List<List<float[]>> slots(
      Container container, List<Part> slots, List<Integer> counts) {
    List<List<float[]>> all = new ArrayList<>();
    int next = 0;
    for (int count : counts) {
      all.add(
          slots.subList(next, next + count).stream()
              .map(slot -> container.values(slot.name()))
              .toList());
      next += count;
    }
    return all;
  }

  /** The tensors of the optimizer's arrays, parameter by parameter, without values. */
  private static List<Part> slotParts(List<Part> model, List<Integer> counts) {
    List<Part> slots = new ArrayList<>();
    for (int i = 0; i < Math.min(model.size(), counts.size()); i++) {
      for (int slot = 0; slot < counts.get(i); slot++) {
        Part parameter = model.get(i);
        slots.add(
            new Part(parameter.name() + ".slot." + slot, parameter.shape(), () -> new float[0]));
      }
    }
    return slots;
  }

  private static void requireCounts(TrainerJson trainer) {
    OptionalInt slots = OptimizerSlots.of(trainer.optimizer());
    if (slots.isPresent() && trainer.slotCounts().stream().anyMatch(n -> n != slots.getAsInt())) {
      throw new SettingException(
          "Checkpoint: %s keeps %s arrays for each parameter; found %s. Give an optimizer of your own a name of its own."
              .formatted(
                  Text.clipped(trainer.optimizer()),
                  slots.getAsInt(),
                  Text.clipped(trainer.slotCounts().toString())));
    }
    if (trainer.slotCounts().stream().distinct().count() > 1) {
      throw new ShapeException(
          "Checkpoint: expected as many arrays for each parameter; found %s."
              .formatted(Text.clipped(trainer.slotCounts().toString())));
    }
  }

  private static void requireSlots(TrainerState state, List<Part> slots) {
    int parameters = state.model().network().parameters().size();
    if (!state.slots().isEmpty() && state.slots().size() != parameters) {
      throw new ShapeException(
          "Checkpoint: the model has %s parameters; found optimizer state for %s."
              .formatted(parameters, state.slots().size()));
    }
    int next = 0;
    for (List<float[]> arrays : state.slots()) {
      if (arrays.size() > TrainerJson.MOST_SLOTS) {
        throw new ShapeException(
            "Checkpoint: at most %s arrays for a parameter; found %s."
                .formatted(TrainerJson.MOST_SLOTS, arrays.size()));
      }
      for (float[] array : arrays) {
        Part slot = slots.get(next++);
        if (slot.count() != array.length) {
          throw new ShapeException(
              "Checkpoint: %s needs %s numbers; found %s."
                  .formatted(slot.name(), slot.count(), array.length));
        }
      }
    }
  }
}
