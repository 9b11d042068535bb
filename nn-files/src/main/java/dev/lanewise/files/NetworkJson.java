package dev.lanewise.files;

import dev.lanewise.FileException;
import dev.lanewise.LanewiseException;
import dev.lanewise.Shape;
import dev.lanewise.files.JsonValue.JsonObject;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import java.util.ArrayList;
import java.util.List;

/** A network as JSON: the shape of its input and its layers. */
final class NetworkJson {
  static final String NEWER =
      "Read it with the version of Lanewise that wrote it, or check where it comes from.";

  private static final int MOST_LAYERS = 10_000;
  private static final int MOST_DIMENSIONS = 8;

  private NetworkJson() {}

  /**
   * Writes a network.
   *
   * @param where the network, for errors
   * @throws FileException if it has layers that are not the library's, or more of something than
   *     {@link #read} takes
   */
  static String write(Network network, Where where) {
    List<Layer> layers = network.layers();
    if (layers.size() > MOST_LAYERS) {
      throw tooMany(where, layers.size());
    }
    String text =
        Json.write(json -> {
          json.writeStartObject();
          int[] input = network.input().dimensions().stream().mapToInt(Integer::intValue).toArray();
          json.writeFieldName("input");
          json.writeArray(input, 0, input.length);
          json.writeArrayFieldStart("layers");
          for (int i = 0; i < layers.size(); i++) {
            LayerJson.write(json, layers.get(i), where.named("layer " + i));
          }
          json.writeEndArray();
          json.writeEndObject();
        });
    return Json.readable(text, where, NetworkJson::read);
  }

  /**
   * Reads a network. No memory is allocated for its parameters.
   *
   * @throws FileException if it is not one that the library knows, or its shapes do not chain
   */
  static Network read(JsonObject json) {
    json.only("input", "layers");
    List<Layer> layers = new ArrayList<>();
    try {
      Shape input = input(json);
      List<JsonValue> elements = json.array("layers").elements();
      if (elements.size() > MOST_LAYERS) {
        throw tooMany(json.where(), elements.size());
      }
      for (JsonObject layer : json.array("layers").objects()) {
        layers.add(LayerJson.read(layer));
      }
      return new Network(input, layers);
    } catch (FileException e) {
      throw e;
    } catch (LanewiseException e) {
      throw json.where().refuse("layers that fit each other", Text.clipped(e.getMessage()));
    }
  }

  private static Shape input(JsonObject json) {
    return new Shape(
        json.array("input").atMost(MOST_DIMENSIONS).integers(1, Integer.MAX_VALUE).stream()
            .map(Math::toIntExact)
            .toList());
  }

  private static FileException tooMany(Where where, int found) {
    return where.refuse("at most " + MOST_LAYERS + " layers", found + " layers");
  }
}
