package dev.lanewise.files;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lanewise.files.JsonValue.JsonObject;
import dev.lanewise.layers.Embedding;
import dev.lanewise.layers.LearnedPositions;
import dev.lanewise.layers.MultiHeadAttention;
import dev.lanewise.layers.PoolOverTime;
import dev.lanewise.layers.PoolOverTime.Kind;
import dev.lanewise.layers.Unembedding;
import java.io.IOException;

/** Layers of tokens, attention to their vectors, and what is taken of those, as JSON. */
final class TokenJson {
  private static final int MOST = Integer.MAX_VALUE;
  private static final String INITIALIZER = "weight_initializer";

  private TokenJson() {}

  static void write(JsonGenerator json, Embedding layer) throws IOException {
    json.writeStringField("type", "embedding");
    json.writeNumberField("tokens", layer.tokens());
    json.writeNumberField("channels", layer.channels());
    InitializerJson.write(json, INITIALIZER, layer.initializer());
  }

  static void write(JsonGenerator json, Unembedding layer) throws IOException {
    json.writeStringField("type", "unembedding");
    json.writeNumberField("tokens", layer.tokens());
    InitializerJson.write(json, INITIALIZER, layer.initializer());
  }

  static void write(JsonGenerator json, LearnedPositions layer) throws IOException {
    json.writeStringField("type", "learned_positions");
    json.writeNumberField("context", layer.context());
    InitializerJson.write(json, INITIALIZER, layer.initializer());
  }

  static void write(JsonGenerator json, MultiHeadAttention layer) throws IOException {
    json.writeStringField("type", "multi_head_attention");
    json.writeNumberField("heads", layer.heads());
    json.writeBooleanField("causal", layer.causal());
    json.writeBooleanField("memory", layer.memory());
    json.writeBooleanField("lengths", layer.lengths());
    InitializerJson.write(json, INITIALIZER, layer.initializer());
  }

  static void write(JsonGenerator json, PoolOverTime pool) throws IOException {
    json.writeStringField("type", "pool_over_time");
    json.writeStringField(
        "kind",
        switch (pool.kind()) {
          case AVERAGE -> "average";
          case MAX -> "max";
          case LAST -> "last";
        });
  }

  static Embedding embedding(JsonObject json) {
    json.only("type", "tokens", "channels", INITIALIZER);
    Embedding plain =
        new Embedding(json.integer("tokens", 1, MOST), json.integer("channels", 1, MOST));
    return new Embedding(
        plain.tokens(),
        plain.channels(),
        InitializerJson.read(json, INITIALIZER, plain.initializer()));
  }

  static Unembedding unembedding(JsonObject json) {
    json.only("type", "tokens", INITIALIZER);
    Unembedding plain = new Unembedding(json.integer("tokens", 1, MOST));
    return new Unembedding(
        plain.tokens(), InitializerJson.read(json, INITIALIZER, plain.initializer()));
  }

  static LearnedPositions learnedPositions(JsonObject json) {
    json.only("type", "context", INITIALIZER);
    LearnedPositions plain = new LearnedPositions(json.integer("context", 1, MOST));
    return new LearnedPositions(
        plain.context(), InitializerJson.read(json, INITIALIZER, plain.initializer()));
  }

  static MultiHeadAttention multiHeadAttention(JsonObject json) {
    json.only("type", "heads", "causal", "memory", "lengths", INITIALIZER);
    MultiHeadAttention plain = new MultiHeadAttention(json.integer("heads", 1, MOST));
    return new MultiHeadAttention(
        plain.heads(),
        json.truth("causal"),
        json.truth("memory"),
        json.truth("lengths"),
        InitializerJson.read(json, INITIALIZER, plain.initializer()));
  }

  static PoolOverTime poolOverTime(JsonObject json) {
    String word = json.only("type", "kind").text("kind");
    return new PoolOverTime(
        switch (word) {
          case "average" -> Kind.AVERAGE;
          case "max" -> Kind.MAX;
          case "last" -> Kind.LAST;
          default ->
              throw json.where()
                  .refuse("a kind: average, max, last", Text.quoted(word), NetworkJson.NEWER);
        });
  }
}
