package dev.lanewise.files;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lanewise.Activation;
import dev.lanewise.Activation.Function;
import dev.lanewise.files.JsonValue.JsonObject;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.AveragePool1d;
import dev.lanewise.layers.AveragePool2d;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.layers.Conv1d;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.ConvTranspose2d;
import dev.lanewise.layers.Crop2d;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.Embedding;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.GaussianDropout;
import dev.lanewise.layers.GaussianNoise;
import dev.lanewise.layers.GlobalAveragePool;
import dev.lanewise.layers.GlobalMaxPool;
import dev.lanewise.layers.GroupNorm;
import dev.lanewise.layers.LayerNorm;
import dev.lanewise.layers.LearnedPositions;
import dev.lanewise.layers.MaxPool1d;
import dev.lanewise.layers.MaxPool2d;
import dev.lanewise.layers.MultiHeadAttention;
import dev.lanewise.layers.Permute;
import dev.lanewise.layers.PoolOverTime;
import dev.lanewise.layers.RecurrentLayer;
import dev.lanewise.layers.RepeatVector;
import dev.lanewise.layers.Reshape;
import dev.lanewise.layers.ReverseTime;
import dev.lanewise.layers.RmsNorm;
import dev.lanewise.layers.SinusoidalPositions;
import dev.lanewise.layers.Softmax;
import dev.lanewise.layers.SpatialDropout;
import dev.lanewise.layers.Unembedding;
import dev.lanewise.layers.UpSample2d;
import dev.lanewise.layers.ZeroPad2d;
import dev.lanewise.nn.Add;
import dev.lanewise.nn.Concatenate;
import dev.lanewise.nn.Multiply;
import dev.lanewise.nn.Operation;
import java.io.IOException;
import java.util.List;

/** Operations as JSON, under names that never change. */
final class OperationJson {
  private static final String KNOWN =
      "a layer: dense, activate, softmax, dropout, gaussian_dropout, gaussian_noise, flatten, add, multiply, concatenate, conv2d, max_pool2d, average_pool2d, global_average_pool, global_max_pool, batch_norm, layer_norm, group_norm, reshape, permute, zero_pad2d, crop2d, up_sample2d, spatial_dropout, conv1d, conv_transpose2d, max_pool1d, average_pool1d, simple_rnn, lstm, gru, embedding, unembedding, learned_positions, sinusoidal_positions, rms_norm, multi_head_attention, pool_over_time, repeat_vector, reverse_time";

  private OperationJson() {}

  /**
   * Writes an object.
   *
   * @param where the layer, for errors
   */
  static void write(JsonGenerator json, Operation operation, Where where) throws IOException {
    json.writeStartObject();
    switch (operation) {
      case Dense dense -> writeDense(json, dense);
      case Activate(Activation activation) -> {
        json.writeStringField("type", "activate");
        write(json, activation);
      }
      case Softmax() -> json.writeStringField("type", "softmax");
      case Dropout(float rate) -> {
        json.writeStringField("type", "dropout");
        json.writeNumberField("rate", rate);
      }
      case GaussianDropout(float rate) -> {
        json.writeStringField("type", "gaussian_dropout");
        json.writeNumberField("rate", rate);
      }
      case GaussianNoise(float deviation) -> {
        json.writeStringField("type", "gaussian_noise");
        json.writeNumberField("deviation", deviation);
      }
      case Flatten() -> json.writeStringField("type", "flatten");
      case Add() -> json.writeStringField("type", "add");
      case Multiply() -> json.writeStringField("type", "multiply");
      case Concatenate() -> json.writeStringField("type", "concatenate");
      case Conv2d conv -> ImageJson.write(json, conv);
      case Conv1d conv -> SequenceJson.write(json, conv);
      case ConvTranspose2d conv -> SequenceJson.write(json, conv);
      case MaxPool1d pool -> SequenceJson.write(json, pool);
      case AveragePool1d pool -> SequenceJson.write(json, pool);
      case MaxPool2d pool -> ImageJson.write(json, pool);
      case AveragePool2d pool -> ImageJson.write(json, pool);
      case GlobalAveragePool() -> json.writeStringField("type", "global_average_pool");
      case GlobalMaxPool() -> json.writeStringField("type", "global_max_pool");
      case BatchNorm(float rate, float epsilon) -> {
        json.writeStringField("type", "batch_norm");
        json.writeNumberField("rate", rate);
        json.writeNumberField("epsilon", epsilon);
      }
      case LayerNorm(float epsilon) -> {
        json.writeStringField("type", "layer_norm");
        json.writeNumberField("epsilon", epsilon);
      }
      case GroupNorm(int groups, float epsilon) -> {
        json.writeStringField("type", "group_norm");
        json.writeNumberField("groups", groups);
        json.writeNumberField("epsilon", epsilon);
      }
      case Reshape(List<Integer> dimensions) -> {
        json.writeStringField("type", "reshape");
        write(json, "shape", dimensions);
      }
      case Permute(List<Integer> axes) -> {
        json.writeStringField("type", "permute");
        write(json, "axes", axes);
      }
      case ZeroPad2d pad -> ImageJson.write(json, pad);
      case Crop2d crop -> ImageJson.write(json, crop);
      case UpSample2d larger -> ImageJson.write(json, larger);
      case SpatialDropout(float rate) -> {
        json.writeStringField("type", "spatial_dropout");
        json.writeNumberField("rate", rate);
      }
      case RecurrentLayer layer -> RecurrentJson.write(json, layer);
      case Embedding layer -> TokenJson.write(json, layer);
      case Unembedding layer -> TokenJson.write(json, layer);
      case LearnedPositions layer -> TokenJson.write(json, layer);
      case SinusoidalPositions() -> json.writeStringField("type", "sinusoidal_positions");
      case RmsNorm(float epsilon) -> {
        json.writeStringField("type", "rms_norm");
        json.writeNumberField("epsilon", epsilon);
      }
      case MultiHeadAttention layer -> TokenJson.write(json, layer);
      case PoolOverTime pool -> TokenJson.write(json, pool);
      case RepeatVector(int times) -> {
        json.writeStringField("type", "repeat_vector");
        json.writeNumberField("times", times);
      }
      case ReverseTime() -> json.writeStringField("type", "reverse_time");
      default ->
          throw where.refuse(
              KNOWN,
              "one of another type, " + operation.getClass().getSimpleName(),
              "Save the weights alone with Weights.save, and describe the network in code.");
    }
    json.writeEndObject();
  }

  private static void writeDense(JsonGenerator json, Dense dense) throws IOException {
    json.writeStringField("type", "dense");
    json.writeNumberField("units", dense.units());
    write(json, dense.activation());
    InitializerJson.write(json, "weight_initializer", dense.weightInitializer());
    InitializerJson.write(json, "bias_initializer", dense.biasInitializer());
  }

  static void write(JsonGenerator json, Activation activation) throws IOException {
    json.writeStringField("activation", ActivationNames.name(activation.function()));
    json.writeNumberField("alpha", activation.alpha());
  }

  static void write(JsonGenerator json, String name, List<Integer> numbers) throws IOException {
    json.writeFieldName(name);
    json.writeArray(numbers.stream().mapToInt(Integer::intValue).toArray(), 0, numbers.size());
  }

  /** Reads an object. */
  static Operation read(JsonObject json) {
    return switch (json.text("type")) {
      case "dense" -> dense(json);
      case "activate" -> new Activate(activation(json.only("type", "activation", "alpha")));
      case "softmax" -> plain(json, new Softmax());
      case "dropout" -> new Dropout(json.only("type", "rate").decimal32("rate"));
      case "gaussian_dropout" -> new GaussianDropout(json.only("type", "rate").decimal32("rate"));
      case "gaussian_noise" ->
          new GaussianNoise(json.only("type", "deviation").decimal32("deviation"));
      case "flatten" -> plain(json, new Flatten());
      case "add" -> plain(json, new Add());
      case "multiply" -> plain(json, new Multiply());
      case "concatenate" -> plain(json, new Concatenate());
      case "conv2d" -> ImageJson.conv2d(json);
      case "conv1d" -> SequenceJson.conv1d(json);
      case "conv_transpose2d" -> SequenceJson.convTranspose2d(json);
      case "max_pool1d" -> SequenceJson.maxPool1d(json);
      case "average_pool1d" -> SequenceJson.averagePool1d(json);
      case "max_pool2d" -> ImageJson.maxPool2d(json);
      case "average_pool2d" -> ImageJson.averagePool2d(json);
      case "global_average_pool" -> plain(json, new GlobalAveragePool());
      case "global_max_pool" -> plain(json, new GlobalMaxPool());
      case "batch_norm" ->
          new BatchNorm(
              json.only("type", "rate", "epsilon").decimal32("rate"), json.decimal32("epsilon"));
      case "layer_norm" -> new LayerNorm(json.only("type", "epsilon").decimal32("epsilon"));
      case "group_norm" ->
          new GroupNorm(
              json.only("type", "groups", "epsilon").integer("groups", 1, Integer.MAX_VALUE),
              json.decimal32("epsilon"));
      case "reshape" -> new Reshape(axes(json, "shape", -1));
      case "permute" -> new Permute(axes(json, "axes", 0));
      case "zero_pad2d" -> ImageJson.zeroPad2d(json);
      case "crop2d" -> ImageJson.crop2d(json);
      case "up_sample2d" -> ImageJson.upSample2d(json);
      case "spatial_dropout" -> new SpatialDropout(json.only("type", "rate").decimal32("rate"));
      case "simple_rnn" -> RecurrentJson.simpleRnn(json);
      case "lstm" -> RecurrentJson.lstm(json);
      case "gru" -> RecurrentJson.gru(json);
      case "embedding" -> TokenJson.embedding(json);
      case "unembedding" -> TokenJson.unembedding(json);
      case "learned_positions" -> TokenJson.learnedPositions(json);
      case "sinusoidal_positions" -> plain(json, new SinusoidalPositions());
      case "rms_norm" -> new RmsNorm(json.only("type", "epsilon").decimal32("epsilon"));
      case "multi_head_attention" -> TokenJson.multiHeadAttention(json);
      case "pool_over_time" -> TokenJson.poolOverTime(json);
      case "repeat_vector" ->
          new RepeatVector(json.only("type", "times").integer("times", 1, Integer.MAX_VALUE));
      case "reverse_time" -> plain(json, new ReverseTime());
      default ->
          throw json.where().refuse(KNOWN, Text.quoted(json.text("type")), NetworkJson.NEWER);
    };
  }

  /** An operation without settings. */
  private static Operation plain(JsonObject json, Operation operation) {
    json.only("type");
    return operation;
  }

  /** Of no more axes than a shape may have. */
  private static List<Integer> axes(JsonObject json, String name, int least) {
    json.only("type", name);
    return json
        .array(name)
        .atMost(NetworkJson.MOST_DIMENSIONS)
        .integers(least, Integer.MAX_VALUE)
        .stream()
        .map(Math::toIntExact)
        .toList();
  }

  private static Dense dense(JsonObject json) {
    json.only("type", "units", "activation", "alpha", "weight_initializer", "bias_initializer");
    Dense plain = new Dense(json.integer("units", 1, Integer.MAX_VALUE), activation(json));
    return plain.withInitializers(
        InitializerJson.read(json, "weight_initializer", plain.weightInitializer()),
        InitializerJson.read(json, "bias_initializer", plain.biasInitializer()));
  }

  static Activation activation(JsonObject json) {
    Function function = ActivationNames.function(json.text("activation"), json.where());
    return new Activation(function, json.decimal32("alpha"));
  }
}
