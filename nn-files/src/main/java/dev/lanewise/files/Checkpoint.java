package dev.lanewise.files;

import dev.lanewise.FileException;
import dev.lanewise.Heap;
import dev.lanewise.SettingException;
import dev.lanewise.ShapeException;
import dev.lanewise.files.JsonValue.JsonObject;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.NamedParameter;
import dev.lanewise.nn.Place;
import dev.lanewise.train.TrainerState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files of a trainer's state, from which training goes on bit for bit. They are valid safetensors
 * files: the model's tensors as in a {@link ModelFile}, the optimizer's as {@code 0.weight.slot.0}
 * and so on. Files of version 0.2 go on, too, unless they have {@code Flatten} before dropout or
 * noise. The methods are thread-safe.
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
    requireCounts(trainer, network);
    List<float[]> values = arrays(state);
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
      JsonObject json = container.json("network");
      Network network = NetworkJson.read(json);
      requireSameMasks(json, network);
      TrainerJson trainer = TrainerJson.read(container.json("trainer"));
      List<Part> model = ModelParts.of(network);
      trainer.requireSlots(network, container.where().in("trainer"));
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
                        model(container, contents.network(), model), slots(container, contents)));
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

  private static Map<String, List<float[]>> slots(Container container, Contents contents) {
    Map<String, List<float[]>> all = new LinkedHashMap<>();
    int next = 0;
    List<Integer> counts = contents.trainer().slotCounts();
    for (int i = 0; i < counts.size(); i++) {
      all.put(
          contents.model().get(i).name(),
          contents.slots().subList(next, next + counts.get(i)).stream()
              .map(slot -> container.values(slot.name()))
              .toList());
      next += counts.get(i);
    }
    return all;
  }

  /** The optimizer's arrays, parameter by parameter in the order of the network. */
  private static List<float[]> arrays(TrainerState state) {
    return state.model().network().parameters().stream()
        .flatMap(named -> state.slots().getOrDefault(named.name(), List.of()).stream())
        .toList();
  }

  /**
   * Random masks depend on a layer's number, in which views do not count any more; so trainings of
   * before that have random layers behind a view would go on with other masks.
   */
  private static void requireSameMasks(JsonObject json, Network network) {
    if (!NetworkJson.isOfBefore(json)) {
      return;
    }
    boolean view = false;
    for (Place place : network.places()) {
      view |= place.operation().isView();
      if (view && place.operation().isRandom()) {
        throw json.where()
            .refuse(
                "no Flatten before dropout or noise in a training that version 0.2 began",
                place.label() + " behind one",
                "Its random masks have other numbers now; end the training with version 0.2.");
      }
    }
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

  private static void requireCounts(TrainerJson trainer, Network network) {
    if (!trainer.hasRightCounts(network.parameters())) {
      throw new SettingException(
          "Checkpoint: %s keeps %s arrays for each trained parameter; found %s. Give an optimizer of your own a name of its own."
              .formatted(
                  Text.clipped(trainer.optimizer()),
                  trainer.slots(),
                  Text.clipped(trainer.slotCounts().toString())));
    }
  }

  private static void requireSlots(TrainerState state, List<Part> slots) {
    List<String> names =
        state.model().network().parameters().stream().map(NamedParameter::name).toList();
    if (!state.slots().isEmpty() && !state.slots().keySet().equals(new HashSet<>(names))) {
      throw new ShapeException(
          "Checkpoint: the model has parameters %s; found optimizer state for %s."
              .formatted(names, state.slots().keySet()));
    }
    int next = 0;
    for (List<float[]> arrays : state.slots().values()) {
      if (arrays.size() > TrainerJson.MOST_SLOTS) {
        throw new ShapeException(
            "Checkpoint: at most %s arrays for a parameter; found %s."
                .formatted(TrainerJson.MOST_SLOTS, arrays.size()));
      }
    }
    for (float[] array : arrays(state)) {
      Part slot = slots.get(next++);
      if (slot.count() != array.length) {
        throw new ShapeException(
            "Checkpoint: %s needs %s numbers; found %s."
                .formatted(slot.name(), slot.count(), array.length));
      }
    }
  }
}
