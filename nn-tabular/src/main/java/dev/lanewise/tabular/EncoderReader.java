package dev.lanewise.tabular;

import dev.lanewise.DataException;
import dev.lanewise.Heap;
import dev.lanewise.SettingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads what {@link EncoderJson} writes, and trusts nothing in it. */
final class EncoderReader {

  /** Memory that short texts and what is made of them take, in bytes a character. */
  private static final int EXPANSION = 20;

  private EncoderReader() {}

  /**
   * Reads an encoder.
   *
   * @throws DataException if the text is anything else, or the memory does not suffice
   */
  static TableEncoder read(String json) {
    return Heap.attempt(
        (long) EXPANSION * json.length(),
        JsonTree::error,
        () -> read(JsonObject.of("encoder", JsonTree.read(json))));
  }

  /**
   * Checks that a text which was written can be read again.
   *
   * @throws DataException if it cannot, because it is too long or has too many parts
   */
  static void requireReadable(String json) {
    try {
      read(json);
    } catch (DataException e) {
      throw new DataException(
          "Table encoder: expected one that can be read again; found one that cannot ("
              + e.getMessage()
              + "). Leave out columns with many or long categories.",
          e);
    }
  }

  private static TableEncoder read(JsonObject root) {
    String format = root.text("format");
    if (!format.equals(EncoderJson.FORMAT)) {
      throw JsonObject.error("encoder.format", EncoderJson.FORMAT, format);
    }
    double version = root.number("version");
    if (version != EncoderJson.VERSION) {
      throw JsonObject.error(
          "encoder.version", "version %s".formatted(EncoderJson.VERSION), version);
    }
    List<Feature> features = new ArrayList<>();
    for (Object value : root.values("features")) {
      features.add(
          feature(JsonObject.of("encoder.features[%s]".formatted(features.size()), value)));
    }
    Optional<Target> target =
        root.has("target") ? Optional.of(target(root.object("target"))) : Optional.empty();
    root.requireEnd();
    return new TableEncoder(features, target);
  }

  private static Feature feature(JsonObject json) {
    String column = json.text("column");
    String kind = json.text("kind");
    Feature feature =
        switch (kind) {
          case Kinds.ONE_HOT -> category(json, column, CategoryCode.ONE_HOT);
          case Kinds.ONE_HOT_DROP_FIRST -> category(json, column, CategoryCode.ONE_HOT_DROP_FIRST);
          case Kinds.ORDINAL -> category(json, column, CategoryCode.ORDINAL);
          case Kinds.DATE -> date(json, column);
          default -> new NumberFeature(column, scale(json, kind), replacement(json));
        };
    json.requireEnd();
    return feature;
  }

  private static OptionalDouble replacement(JsonObject json) {
    return json.has("missing") ? OptionalDouble.of(json.number("missing")) : OptionalDouble.empty();
  }

  private static Feature category(JsonObject json, String column, CategoryCode code) {
    Categories categories = Categories.of(json.texts("categories"));
    boolean zeros = json.truth("zeros");
    Optional<String> missing = text(json, "missing");
    Optional<String> substitute = text(json, "unknown");
    return new CategoryFeature(
        column, categories, code, unknown(zeros, substitute), missing, substitute);
  }

  private static UnknownCategory unknown(boolean zeros, Optional<String> substitute) {
    if (zeros) {
      return UnknownCategory.ZEROS;
    }
    return substitute.isPresent() ? UnknownCategory.MOST_FREQUENT : UnknownCategory.REFUSE;
  }

  private static Optional<String> text(JsonObject json, String name) {
    return json.has(name) ? Optional.of(json.text(name)) : Optional.empty();
  }

  private static Feature date(JsonObject json, String column) {
    DateNotation notation = notation(json.text("pattern"));
    boolean time = json.truth("time");
    NumberScale.Standard scale =
        new NumberScale.Standard(json.number("mean"), json.number("deviation"));
    return new DateFeature(column, notation, time, scale, replacement(json));
  }

  static DateNotation notation(String pattern) {
    try {
      return DateNotation.of(pattern);
    } catch (SettingException e) {
      throw JsonObject.error("pattern", "a pattern of dates", pattern);
    }
  }

  private static Target target(JsonObject json) {
    String column = json.text("column");
    String kind = json.text("kind");
    Target target =
        kind.equals(Kinds.CLASS)
            ? new Target.OfClass(column, Categories.of(json.texts("categories")))
            : new Target.OfNumber(column, scale(json, kind));
    json.requireEnd();
    return target;
  }

  private static NumberScale scale(JsonObject json, String kind) {
    return switch (kind) {
      case Kinds.STANDARD ->
          new NumberScale.Standard(json.number("mean"), json.number("deviation"));
      case Kinds.MIN_MAX -> new NumberScale.MinMax(json.number("min"), json.number("max"));
      case Kinds.NUMBER -> new NumberScale.None();
      default -> throw JsonObject.error("kind", "a known kind of encoder", kind);
    };
  }
}
