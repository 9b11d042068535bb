package dev.lanewise.networks;

import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.Embedding;
import dev.lanewise.layers.Gru;
import dev.lanewise.layers.LayerNorm;
import dev.lanewise.layers.LearnedPositions;
import dev.lanewise.layers.Lstm;
import dev.lanewise.layers.MultiHeadAttention;
import dev.lanewise.layers.Unembedding;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Networks that tell the next token of each position of a sequence: tokens {@code (context)} become
 * logits {@code (context, tokens)}, to be trained with softmax cross-entropy.
 */
public final class LanguageModels {
  /** Channels of an embedding need not be more than this to tell tokens apart. */
  private static final int MOST_CHANNELS = 128;

  private LanguageModels() {}

  /**
   * Long short-term memories, one behind the other.
   *
   * @param context tokens of a training sample; generating may go on for ever
   * @param tokens how many there are
   * @param units of each layer, at least one
   * @param dropout the share of what each layer gives that is dropped in training; 0 for none
   */
  public static Network lstm(int context, int tokens, List<Integer> units, float dropout) {
    return recurrent(context, tokens, units, dropout, Lstm::new);
  }

  /** The same of gated recurrent units. */
  public static Network gru(int context, int tokens, List<Integer> units, float dropout) {
    return recurrent(context, tokens, units, dropout, Gru::new);
  }

  private static Network recurrent(
      int context, int tokens, List<Integer> units, float dropout, IntFunction<Layer> layer) {
    if (units.isEmpty()) {
      throw new SettingException(
          "A recurrent network needs at least one layer; found none. Give its number of units.");
    }
    List<Layer> layers = new ArrayList<>();
    layers.add(new Embedding(tokens, Math.min(units.getFirst(), MOST_CHANNELS)));
    for (int count : units) {
      layers.add(layer.apply(count));
      if (dropout > 0) {
        layers.add(new Dropout(dropout));
      }
    }
    layers.add(new Dense(tokens));
    return Network.of(Shape.of(context), layers);
  }

  /**
   * A generative transformer in the manner of GPT-2 (Radford et al. 2019): embeddings of tokens and
   * positions, blocks of causal attention and dense layers, a norm, and logits by the weight of the
   * embedding.
   *
   * @param context tokens that it looks back, the last one included
   * @param tokens how many there are
   * @param channels numbers of a token's vector, a multiple of the heads
   * @param heads of attention
   * @param blocks how many, at least one
   * @param dropout the share that is dropped in training, of the embedding and of what each part of
   *     a block adds; 0 for none
   */
  public static Network gpt(
      int context, int tokens, int channels, int heads, int blocks, float dropout) {
    if (blocks < 1) {
      throw new SettingException("A GPT needs at least 1 block; found " + blocks + ".");
    }
    Initializer small = Initializer.normal(0.02);
    Initializer last = Initializer.normal(0.02 / Math.sqrt(2.0 * blocks));
    MultiHeadAttention attention =
        new MultiHeadAttention(heads).withCausality().withInitializer(small);
    Graph graph = new Graph();
    Value vectors =
        graph
            .input("tokens", Shape.of(context))
            .then("embedding", new Embedding(tokens, channels, small));
    Value x = vectors.then("positions", new LearnedPositions(context, small));
    if (dropout > 0) {
      x = x.then("dropout", new Dropout(dropout));
    }
    for (int i = 0; i < blocks; i++) {
      x = Compositions.transformer(i + ".", x, channels, attention, dropout, small, last);
    }
    Value normed = x.then("norm", new LayerNorm());
    return graph.outputs(normed.thenSharing("logits", new Unembedding(tokens, small), vectors));
  }
}
