package dev.lanewise.files;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lanewise.files.JsonValue.JsonObject;
import dev.lanewise.layers.AveragePool1d;
import dev.lanewise.layers.Conv1d;
import dev.lanewise.layers.ConvTranspose2d;
import dev.lanewise.layers.MaxPool1d;
import java.io.IOException;

/** Layers for sequences, and transposed convolutions, as JSON, with paddings as for images. */
final class SequenceJson {
  private static final int MOST = Integer.MAX_VALUE;

  private SequenceJson() {}

  static void write(JsonGenerator json, Conv1d conv) throws IOException {
    json.writeStringField("type", "conv1d");
    json.writeNumberField("units", conv.units());
    json.writeNumberField("kernel", conv.kernel());
    json.writeNumberField("stride", conv.stride());
    ImageJson.write(json, conv.padding());
    json.writeNumberField("dilation", conv.dilation());
    json.writeNumberField("groups", conv.groups());
    json.writeBooleanField("bias", conv.bias());
    OperationJson.write(json, conv.activation());
    InitializerJson.write(json, "weight_initializer", conv.weightInitializer());
    InitializerJson.write(json, "bias_initializer", conv.biasInitializer());
  }

  static void write(JsonGenerator json, ConvTranspose2d conv) throws IOException {
    json.writeStringField("type", "conv_transpose2d");
    json.writeNumberField("units", conv.units());
    ImageJson.write(json, "kernel", conv.kernel());
    ImageJson.write(json, "stride", conv.stride());
    ImageJson.write(json, conv.padding());
    json.writeNumberField("more", conv.more());
    json.writeBooleanField("bias", conv.bias());
    OperationJson.write(json, conv.activation());
    InitializerJson.write(json, "weight_initializer", conv.weightInitializer());
    InitializerJson.write(json, "bias_initializer", conv.biasInitializer());
  }

  static void write(JsonGenerator json, MaxPool1d pool) throws IOException {
    json.writeStringField("type", "max_pool1d");
    json.writeNumberField("kernel", pool.kernel());
    json.writeNumberField("stride", pool.stride());
    ImageJson.write(json, pool.padding());
    json.writeNumberField("dilation", pool.dilation());
    json.writeBooleanField("ceiling", pool.ceiling());
  }

  static void write(JsonGenerator json, AveragePool1d pool) throws IOException {
    json.writeStringField("type", "average_pool1d");
    json.writeNumberField("kernel", pool.kernel());
    json.writeNumberField("stride", pool.stride());
    ImageJson.write(json, pool.padding());
    json.writeBooleanField("counts_border", pool.countsBorder());
    json.writeBooleanField("ceiling", pool.ceiling());
  }

  static Conv1d conv1d(JsonObject json) {
    json.only(
        "type",
        "units",
        "kernel",
        "stride",
        "padding",
        "dilation",
        "groups",
        "bias",
        "activation",
        "alpha",
        "weight_initializer",
        "bias_initializer");
    Conv1d plain =
        new Conv1d(
                json.integer("units", 1, MOST),
                json.integer("kernel", 1, MOST),
                OperationJson.activation(json))
            .withStride(json.integer("stride", 1, MOST))
            .withPadding(ImageJson.padding(json))
            .withDilation(json.integer("dilation", 1, MOST))
            .withGroups(json.integer("groups", 1, MOST));
    Conv1d layer = json.truth("bias") ? plain : plain.withoutBias();
    return layer.withInitializers(
        InitializerJson.read(json, "weight_initializer", layer.weightInitializer()),
        InitializerJson.read(json, "bias_initializer", layer.biasInitializer()));
  }

  static ConvTranspose2d convTranspose2d(JsonObject json) {
    json.only(
        "type",
        "units",
        "kernel",
        "stride",
        "padding",
        "more",
        "bias",
        "activation",
        "alpha",
        "weight_initializer",
        "bias_initializer");
    ConvTranspose2d plain = new ConvTranspose2d(1, 1, 1);
    return new ConvTranspose2d(
        json.integer("units", 1, MOST),
        ImageJson.extent(json, "kernel"),
        ImageJson.extent(json, "stride"),
        ImageJson.padding(json),
        json.integer("more", 0, MOST),
        json.truth("bias"),
        OperationJson.activation(json),
        InitializerJson.read(json, "weight_initializer", plain.weightInitializer()),
        InitializerJson.read(json, "bias_initializer", plain.biasInitializer()));
  }

  static MaxPool1d maxPool1d(JsonObject json) {
    json.only("type", "kernel", "stride", "padding", "dilation", "ceiling");
    return new MaxPool1d(
        json.integer("kernel", 1, MOST),
        json.integer("stride", 1, MOST),
        ImageJson.padding(json),
        json.integer("dilation", 1, MOST),
        json.truth("ceiling"));
  }

  static AveragePool1d averagePool1d(JsonObject json) {
    json.only("type", "kernel", "stride", "padding", "counts_border", "ceiling");
    return new AveragePool1d(
        json.integer("kernel", 1, MOST),
        json.integer("stride", 1, MOST),
        ImageJson.padding(json),
        json.truth("counts_border"),
        json.truth("ceiling"));
  }
}
