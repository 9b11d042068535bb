package dev.lanewise.files;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lanewise.files.JsonValue.JsonObject;
import dev.lanewise.files.JsonValue.JsonText;
import dev.lanewise.layers.AveragePool2d;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.Crop2d;
import dev.lanewise.layers.Extent;
import dev.lanewise.layers.MaxPool2d;
import dev.lanewise.layers.Padding;
import dev.lanewise.layers.UpSample2d;
import dev.lanewise.layers.ZeroPad2d;
import java.io.IOException;
import java.util.List;

/**
 * Layers for images as JSON: extents are {@code [height, width]}, sides {@code [top, bottom, left,
 * right]}.
 */
final class ImageJson {
  private static final String VALID = "valid";
  private static final String SAME = "same";
  private static final String NEAREST = "nearest";
  private static final String BILINEAR = "bilinear";

  private ImageJson() {}

  static void write(JsonGenerator json, Conv2d conv) throws IOException {
    json.writeStringField("type", "conv2d");
    json.writeNumberField("units", conv.units());
    write(json, "kernel", conv.kernel());
    write(json, "stride", conv.stride());
    write(json, conv.padding());
    write(json, "dilation", conv.dilation());
    json.writeNumberField("groups", conv.groups());
    json.writeBooleanField("bias", conv.bias());
    OperationJson.write(json, conv.activation());
    InitializerJson.write(json, "weight_initializer", conv.weightInitializer());
    InitializerJson.write(json, "bias_initializer", conv.biasInitializer());
  }

  static void write(JsonGenerator json, MaxPool2d pool) throws IOException {
    json.writeStringField("type", "max_pool2d");
    write(json, "kernel", pool.kernel());
    write(json, "stride", pool.stride());
    write(json, pool.padding());
    write(json, "dilation", pool.dilation());
    json.writeBooleanField("ceiling", pool.ceiling());
  }

  static void write(JsonGenerator json, AveragePool2d pool) throws IOException {
    json.writeStringField("type", "average_pool2d");
    write(json, "kernel", pool.kernel());
    write(json, "stride", pool.stride());
    write(json, pool.padding());
    json.writeBooleanField("counts_border", pool.countsBorder());
    json.writeBooleanField("ceiling", pool.ceiling());
  }

  static void write(JsonGenerator json, ZeroPad2d pad) throws IOException {
    json.writeStringField("type", "zero_pad2d");
    write(json, "pixels", pad.top(), pad.bottom(), pad.left(), pad.right());
  }

  static void write(JsonGenerator json, Crop2d crop) throws IOException {
    json.writeStringField("type", "crop2d");
    write(json, "pixels", crop.top(), crop.bottom(), crop.left(), crop.right());
  }

  static void write(JsonGenerator json, UpSample2d larger) throws IOException {
    json.writeStringField("type", "up_sample2d");
    write(json, "factor", larger.factor());
    switch (larger.mode()) {
      case NEAREST -> json.writeStringField("mode", NEAREST);
      case BILINEAR -> json.writeStringField("mode", BILINEAR);
    }
  }

  static void write(JsonGenerator json, String name, Extent extent) throws IOException {
    write(json, name, extent.height(), extent.width());
  }

  private static void write(JsonGenerator json, String name, Integer... numbers)
      throws IOException {
    OperationJson.write(json, name, List.of(numbers));
  }

  /** A word or sides. */
  static void write(JsonGenerator json, Padding padding) throws IOException {
    switch (padding) {
      case Padding.Valid() -> json.writeStringField("padding", VALID);
      case Padding.Same() -> json.writeStringField("padding", SAME);
      case Padding.Explicit(int top, int bottom, int left, int right) ->
          write(json, "padding", top, bottom, left, right);
    }
  }

  static Conv2d conv2d(JsonObject json) {
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
    Conv2d plain =
        new Conv2d(
                json.integer("units", 1, Integer.MAX_VALUE),
                extent(json, "kernel"),
                OperationJson.activation(json))
            .withStride(extent(json, "stride"))
            .withPadding(padding(json))
            .withDilation(extent(json, "dilation"))
            .withGroups(json.integer("groups", 1, Integer.MAX_VALUE));
    Conv2d layer = json.truth("bias") ? plain : plain.withoutBias();
    return layer.withInitializers(
        InitializerJson.read(json, "weight_initializer", layer.weightInitializer()),
        InitializerJson.read(json, "bias_initializer", layer.biasInitializer()));
  }

  static MaxPool2d maxPool2d(JsonObject json) {
    json.only("type", "kernel", "stride", "padding", "dilation", "ceiling");
    return new MaxPool2d(
        extent(json, "kernel"),
        extent(json, "stride"),
        padding(json),
        extent(json, "dilation"),
        json.truth("ceiling"));
  }

  static AveragePool2d averagePool2d(JsonObject json) {
    json.only("type", "kernel", "stride", "padding", "counts_border", "ceiling");
    return new AveragePool2d(
        extent(json, "kernel"),
        extent(json, "stride"),
        padding(json),
        json.truth("counts_border"),
        json.truth("ceiling"));
  }

  static ZeroPad2d zeroPad2d(JsonObject json) {
    List<Integer> sides = json.only("type", "pixels").integers("pixels", 4, 0);
    return new ZeroPad2d(sides.get(0), sides.get(1), sides.get(2), sides.get(3));
  }

  static Crop2d crop2d(JsonObject json) {
    List<Integer> sides = json.only("type", "pixels").integers("pixels", 4, 0);
    return new Crop2d(sides.get(0), sides.get(1), sides.get(2), sides.get(3));
  }

  static UpSample2d upSample2d(JsonObject json) {
    json.only("type", "factor", "mode");
    UpSample2d.Mode mode =
        switch (json.text("mode")) {
          case NEAREST -> UpSample2d.Mode.NEAREST;
          case BILINEAR -> UpSample2d.Mode.BILINEAR;
          default ->
              throw json.where()
                  .refuse(
                      "a mode: nearest, bilinear",
                      Text.quoted(json.text("mode")),
                      NetworkJson.NEWER);
        };
    return new UpSample2d(extent(json, "factor"), mode);
  }

  static Extent extent(JsonObject json, String name) {
    List<Integer> numbers = json.integers(name, 2, 1);
    return new Extent(numbers.get(0), numbers.get(1));
  }

  static Padding padding(JsonObject json) {
    if (json.fields().get("padding") instanceof JsonText text) {
      String word = text.text();
      return switch (word) {
        case VALID -> Padding.valid();
        case SAME -> Padding.same();
        default ->
            throw json.where()
                .refuse("padding: valid, same or pixels", Text.quoted(word), NetworkJson.NEWER);
      };
    }
    List<Integer> sides = json.integers("padding", 4, 0);
    return Padding.of(sides.get(0), sides.get(1), sides.get(2), sides.get(3));
  }
}
