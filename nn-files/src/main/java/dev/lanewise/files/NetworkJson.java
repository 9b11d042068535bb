package dev.lanewise.files;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lanewise.FileException;
import dev.lanewise.LanewiseException;
import dev.lanewise.Shape;
import dev.lanewise.files.JsonValue.JsonArray;
import dev.lanewise.files.JsonValue.JsonObject;
import dev.lanewise.nn.Input;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network as JSON: its inputs, its nodes and the names of its outputs. Files of before, which
 * hold a chain as the shape of its input and its layers, are read as they were meant: there, layers
 * took samples as vectors.
 */
final class NetworkJson {
  static final String NEWER =
      "Read it with the version of Lanewise that wrote it, or check where it comes from.";

  private static final int MOST_LAYERS = 10_000;
  private static final int MOST_READ = 10_000;
  static final int MOST_DIMENSIONS = 8;

  private NetworkJson() {}

  /**
   * Writes a network.
   *
   * @param where the network, for errors
   * @throws FileException if it has operations that are not the library's, or more of something
   *     than {@link #read} takes
   */
  static String write(Network network, Where where) {
    if (network.nodes().size() > MOST_LAYERS) {
      throw tooMany(where, network.nodes().size());
    }
    String text =
        Json.write(json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("inputs");
          for (Input input : network.inputs()) {
            write(json, input);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("nodes");
          for (Node node : network.nodes()) {
            write(json, node, where.named("layer " + node.name()));
          }
          json.writeEndArray();
          write(json, "outputs", network.outputs());
          json.writeEndObject();
        });
    return Json.readable(text, where, NetworkJson::read);
  }

  private static void write(JsonGenerator json, Input input) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", input.name());
    int[] shape = input.shape().dimensions().stream().mapToInt(Integer::intValue).toArray();
    json.writeFieldName("shape");
    json.writeArray(shape, 0, shape.length);
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Node node, Where where) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", node.name());
    json.writeFieldName("operation");
    OperationJson.write(json, node.operation(), where);
    write(json, "from", node.from());
    if (node.sharesWith().isPresent()) {
      json.writeStringField("shares_with", node.sharesWith().get());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  /**
   * Reads a network. No memory is allocated for its parameters.
   *
   * @throws FileException if it is not one that the library knows, or its shapes do not meet
   */
  static Network read(JsonObject json) {
    try {
      return isOfBefore(json) ? chain(json) : graph(json);
    } catch (FileException e) {
      throw e;
    } catch (LanewiseException e) {
      throw json.where().refuse("layers that fit each other", Text.reason(e));
    }
  }

  /** Whether it is a chain as it was written before networks were graphs. */
  static boolean isOfBefore(JsonObject json) {
    return json.has("layers");
  }

  private static Network chain(JsonObject json) {
    json.only("input", "layers");
    Shape flat = Shape.of(shape(json.array("input")).size());
    requireFew(json.where(), json.array("layers"));
    List<Layer> layers = new ArrayList<>();
    for (JsonObject layer : json.array("layers").objects()) {
      if (!(OperationJson.read(layer) instanceof Layer read)) {
        throw layer.where().refuse("a layer", "an operation with several inputs");
      }
      layers.add(read);
    }
    return Network.of(flat, layers);
  }

  private static Network graph(JsonObject json) {
    json.only("inputs", "nodes", "outputs");
    requireFew(json.where(), json.array("nodes"));
    List<Input> inputs = new ArrayList<>();
    for (JsonObject input : json.array("inputs").atMost(MOST_READ).objects()) {
      input.only("name", "shape");
      inputs.add(new Input(input.text("name"), shape(input.array("shape"))));
    }
    List<Node> nodes = json.array("nodes").objects().stream().map(NetworkJson::node).toList();
    return new Network(inputs, nodes, json.array("outputs").atMost(MOST_READ).strings());
  }

  private static Node node(JsonObject json) {
    json.only("name", "operation", "from", "shares_with");
    return new Node(
        json.text("name"),
        OperationJson.read(json.object("operation")),
        json.array("from").atMost(MOST_READ).strings(),
        json.has("shares_with") ? Optional.of(json.text("shares_with")) : Optional.empty());
  }

  private static Shape shape(JsonArray json) {
    return new Shape(
        json.atMost(MOST_DIMENSIONS).integers(1, Integer.MAX_VALUE).stream()
            .map(Math::toIntExact)
            .toList());
  }

  private static void requireFew(Where where, JsonArray nodes) {
    if (nodes.elements().size() > MOST_LAYERS) {
      throw tooMany(where, nodes.elements().size());
    }
  }

  private static FileException tooMany(Where where, int found) {
    return where.refuse("at most " + MOST_LAYERS + " layers", found + " layers");
  }
}
