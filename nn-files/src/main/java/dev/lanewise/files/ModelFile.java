package dev.lanewise.files;

import dev.lanewise.FileException;
import dev.lanewise.Heap;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model as a file holds it. The file is a valid safetensors file that other programs can read:
 * tensors {@code 0.weight} of {@code inputs x units}, {@code 0.bias} of {@code units} and so on,
 * and in its metadata the network as JSON and checksums.
 *
 * <pre>{@code
 * ModelFile.save(model, Path.of("digits.safetensors"));
 * Model model = ModelFile.load(Path.of("digits.safetensors")).model();
 * }</pre>
 *
 * <p>A loaded model equals the saved one bit for bit, and its network equals the saved one, except
 * that {@link dev.lanewise.nn.Initializer}s of the caller's own are replaced by the defaults. Files
 * of version 0.2 predict what they did there; their networks take samples as vectors, whatever
 * their shape was. The class is immutable, its methods are thread-safe.
 *
 * @param model the model
 * @param metadata what the application keeps with it
 */
public record ModelFile(Model model, Metadata metadata) {

  /**
   * Writes a model without metadata, as {@link #save(Path)} does.
   *
   * @throws FileException as {@link #save(Path)} does
   */
  public static void save(Model model, Path file) {
    new ModelFile(model, Metadata.NONE).save(file);
  }

  /**
   * Writes the file, or replaces it. It is written completely or, if that fails, not at all.
   *
   * @throws FileException if the file cannot be written, a layer is not one of the library, or the
   *     metadata is longer than some 2 MB
   */
  public void save(Path file) {
    save(file, Storage.disk());
  }

  void save(Path file, Storage storage) {
    Map<String, String> entries = entries(model.network(), metadata, file);
    Container.write(file, Container.Kind.MODEL, entries, ModelParts.of(model), storage);
  }

  /**
   * Finds out whether a model of a network could be saved now, before it is trained for hours. A
   * file of that name stays as it is, and none is left.
   *
   * @throws FileException as {@link #save(Path)} does
   */
  public static void requireSavable(Network network, Metadata metadata, Path file) {
    Map<String, String> entries = entries(network, metadata, file);
    Container.requireWritable(file, Container.Kind.MODEL, entries, ModelParts.of(network));
  }

  private static Map<String, String> entries(Network network, Metadata metadata, Path file) {
    Where where = Where.file(file);
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("network", NetworkJson.write(network, where.in("network")));
    entries.put("application", MetadataJson.write(metadata, where.in("application")));
    return entries;
  }

  /**
   * Reads a file.
   *
   * @throws FileException if the file cannot be read, is damaged, is no model of the library, or
   *     does not fit into memory
   */
  public static ModelFile load(Path file) {
    return Container.read(file, Container.Kind.MODEL, ModelFile::read);
  }

  private static ModelFile read(Container container) {
    Network network = NetworkJson.read(container.json("network"));
    Metadata metadata = MetadataJson.read(container.json("application"));
    List<Part> parts = ModelParts.of(network);
    container.requireTensors(parts);
    Model model =
        Heap.attempt(
            ModelParts.bytes(parts),
            container.where()::refuse,
            () -> new Model(network, values(container, parts)));
    return new ModelFile(model, metadata);
  }

  private static float[][] values(Container container, List<Part> parts) {
    return parts.stream().map(part -> container.values(part.name())).toArray(float[][]::new);
  }
}
