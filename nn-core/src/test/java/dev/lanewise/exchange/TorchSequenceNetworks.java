package dev.lanewise.exchange;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Embedding;
import dev.lanewise.layers.Gru;
import dev.lanewise.layers.LayerNorm;
import dev.lanewise.layers.LearnedPositions;
import dev.lanewise.layers.Lstm;
import dev.lanewise.layers.MultiHeadAttention;
import dev.lanewise.layers.PoolOverTime;
import dev.lanewise.layers.PoolOverTime.Kind;
import dev.lanewise.layers.Recurrence;
import dev.lanewise.layers.Recurrence.Direction;
import dev.lanewise.layers.Recurrence.Output;
import dev.lanewise.layers.RepeatVector;
import dev.lanewise.layers.ReverseTime;
import dev.lanewise.layers.RmsNorm;
import dev.lanewise.layers.SimpleRnn;
import dev.lanewise.layers.SinusoidalPositions;
import dev.lanewise.layers.Unembedding;
import dev.lanewise.networks.Compositions;
import dev.lanewise.nn.Concatenate;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The networks of torch_sequences.py, by their names there, in the same order. */
final class TorchSequenceNetworks {
  private static final int TIME = 4;
  private static final int CLASSES = 3;
  private static final int TOKENS = 5;
  private static final Shape SEQUENCE = Shape.of(TIME, 2);
  private static final Shape LENGTH = Shape.of(1);

  private final Map<String, Network> all = new HashMap<>();

  private TorchSequenceNetworks() {
    recurrent();
    stacks();
    states();
    lengths();
    all.put("pools", pools());
    tokens();
    norms();
    attention();
    all.put("gpt", gpt(1));
    all.put("gpt_adam", gpt(2));
  }

  static Map<String, Network> all() {
    return new TorchSequenceNetworks().all;
  }

  /**
   * A stack, of which each layer reads the one before it and all further inputs.
   *
   * @param more shapes of further inputs
   */
  private void stack(String name, List<Shape> more, Layer... layers) {
    Graph graph = new Graph();
    List<Value> values = new ArrayList<>(List.of(graph.input("x", SEQUENCE)));
    for (Shape shape : more) {
      values.add(graph.input("input" + values.size(), shape));
    }
    for (int i = 0; i < layers.length; i++) {
      String node = i == 0 ? "rnn" : "rnn_l" + i;
      values.set(0, graph.apply(node, layers[i], values.toArray(Value[]::new)));
    }
    put(name, graph, values.getFirst());
  }

  private void put(String name, Graph graph, Value last) {
    all.put(name, graph.outputs(last.then("head", new Dense(CLASSES))));
  }

  private void one(String name, Layer layer) {
    stack(name, List.of(), layer);
  }

  private static SimpleRnn relu(int units) {
    return new SimpleRnn(new Recurrence(units), Activation.RELU);
  }

  private static SimpleRnn rnn(Direction direction) {
    return new SimpleRnn(direction == Direction.BOTH ? 2 : 3).withDirection(direction);
  }

  private static Lstm lstm() {
    return new Lstm(2).withDirection(Direction.BOTH);
  }

  private static Gru gru() {
    return new Gru(2).withDirection(Direction.BOTH);
  }

  private void recurrent() {
    one("rnn", rnn(Direction.FORWARD));
    one("rnn_relu", relu(3).withOutput(Output.LAST));
    one("rnn_flipped", rnn(Direction.REVERSE));
    one("lstm", new Lstm(3));
    one("lstm_last", new Lstm(3).withOutput(Output.LAST));
    one("gru", new Gru(3));
    one("gru_last", new Gru(3).withOutput(Output.LAST));
    one("rnn_both", rnn(Direction.BOTH));
    one("lstm_both", lstm());
    one("lstm_both_last", lstm().withOutput(Output.LAST));
    one("gru_both_last", gru().withOutput(Output.LAST));
  }

  private void stacks() {
    stack("rnn_stack", List.of(), relu(2), relu(2), relu(2));
    stack("lstm_stack", List.of(), lstm(), lstm());
    stack("gru_stack", List.of(), gru(), gru().withOutput(Output.LAST));
  }

  private void states() {
    stack("rnn_begin", List.of(Shape.of(3)), rnn(Direction.FORWARD).withInitialState());
    stack("lstm_begin", List.of(Shape.of(6)), new Lstm(3).withInitialState());
    Gru last = new Gru(3).withInitialState().withOutput(Output.LAST);
    stack("gru_begin", List.of(Shape.of(3)), last);
    decoder("lstm_decoder", lstm().withOutput(Output.STATE), lstm().withInitialState());
    decoder("gru_decoder", new Gru(3).withOutput(Output.STATE), new Gru(3).withInitialState());
    Graph graph = new Graph();
    Value once = graph.input("x", SEQUENCE).then("rnn", new Gru(2));
    put("twice", graph, once.thenSame("again", once));
  }

  private void decoder(String name, Layer encoder, Layer decoder) {
    Graph graph = new Graph();
    Value state = graph.input("x", SEQUENCE).then("encoder", encoder);
    Value y = graph.input("y", Shape.of(3, 1));
    put(name, graph, graph.apply("decoder", decoder, y, state));
  }

  private void lengths() {
    List<Shape> length = List.of(LENGTH);
    SimpleRnn both = new SimpleRnn(3).withDirection(Direction.BOTH);
    stack("rnn_lengths", length, both.withLengths());
    stack("lstm_lengths", length, lstm().withLengths());
    stack("lstm_lengths_last", length, lstm().withLengths().withOutput(Output.LAST));
    stack("gru_lengths_stack", length, gru().withLengths(), gru().withLengths());
    stack("gru_lengths_last", length, new Gru(3).withLengths().withOutput(Output.LAST));
    Lstm begins = new Lstm(3).withLengths().withInitialState().withOutput(Output.LAST);
    stack("lstm_lengths_begin", List.of(LENGTH, Shape.of(6)), begins);
  }

  private static Value inner(Graph graph, int units, Activation activation) {
    return graph.input("x", SEQUENCE).then("inner", new Dense(units, activation));
  }

  private static Network pools() {
    Graph graph = new Graph();
    Value x = inner(graph, 2, Activation.TANH);
    Value lengths = graph.input("lengths", LENGTH);
    Value mean = graph.apply(new PoolOverTime(Kind.AVERAGE), x, lengths);
    Value largest = graph.apply(new PoolOverTime(Kind.MAX), x, lengths);
    Value last = graph.apply(new PoolOverTime(Kind.LAST), x, lengths);
    Value reversed = graph.apply(new ReverseTime(), x, lengths);
    Value first = graph.apply(new PoolOverTime(Kind.LAST), reversed, lengths);
    Value all = graph.apply(new Concatenate(), mean, largest, last, first);
    return graph.outputs(
        all.then("repeated", new RepeatVector(3))
            .then("rnn", new SimpleRnn(2))
            .then("head", new Dense(CLASSES)));
  }

  private static Value embedded(Graph graph, int channels) {
    return graph.input("tokens1", Shape.of(TIME)).then("tokens", new Embedding(TOKENS, channels));
  }

  private void tokens() {
    all.put("embedding", logits(new Lstm(3)));
    all.put("embedding_adam", logits(new Gru(3)));
    all.put("embedding_momentum", logits(new SimpleRnn(3)));
    all.put("embedding_decay", logits(new Gru(3)));
    all.put("embedding_few", logits(new SimpleRnn(3)));
    all.put("tied", tied(new Gru(3)));
    all.put("tied_adam", tied(new Lstm(3)));
  }

  private static Network logits(Layer layer) {
    Graph graph = new Graph();
    Value y = embedded(graph, 3).then("rnn", layer);
    return graph.outputs(y.then("head", new Dense(TOKENS)));
  }

  private static Network tied(Layer layer) {
    Graph graph = new Graph();
    Value x = embedded(graph, 3);
    return graph.outputs(x.then("rnn", layer).thenSharing("head", new Unembedding(TOKENS), x));
  }

  private void norms() {
    normed("layer_norm", new LayerNorm());
    normed("rms_norm", new RmsNorm());
    normed("rms_norm_epsilon", new RmsNorm(1e-2f));
    normed("waves", new SinusoidalPositions());
  }

  private void normed(String name, Layer norm) {
    Graph graph = new Graph();
    Value x = inner(graph, 5, Activation.IDENTITY);
    put(name, graph, x.then("norm", norm).then("tanh", new Activate(Activation.TANH)));
  }

  private void attention() {
    MultiHeadAttention two = new MultiHeadAttention(2);
    attention("attention", two);
    attention("attention_causal", two.withCausality());
    attention("attention_one_head", new MultiHeadAttention(1).withCausality());
    attention("attention_lengths", two.withLengths(), LENGTH);
    MultiHeadAttention four = new MultiHeadAttention(4).withCausality().withLengths();
    attention("attention_causal_lengths", four, LENGTH);
    attention("attention_memory", two.withMemory(), Shape.of(3, 4));
    attention("attention_other_channels", two.withMemory(), Shape.of(3, 3));
    MultiHeadAttention both = two.withMemory().withLengths();
    attention("attention_memory_lengths", both, Shape.of(3, 3), LENGTH);
  }

  private void attention(String name, Layer layer, Shape... more) {
    Graph graph = new Graph();
    List<Value> values = new ArrayList<>(List.of(inner(graph, 4, Activation.TANH)));
    for (Shape shape : more) {
      values.add(graph.input("input" + values.size(), shape));
    }
    put(name, graph, graph.apply("attention", layer, values.toArray(Value[]::new)));
  }

  private static Network gpt(int blocks) {
    Graph graph = new Graph();
    Value embedded = embedded(graph, 4);
    Value x = embedded.then("positions", new LearnedPositions(TIME + 2));
    MultiHeadAttention attention = new MultiHeadAttention(2).withCausality();
    for (int i = 0; i < blocks; i++) {
      x = Compositions.transformer("blocks." + i + ".", x, 4, attention, 0);
    }
    Value normed = x.then("norm", new LayerNorm());
    return graph.outputs(normed.thenSharing("logits", new Unembedding(TOKENS), embedded));
  }
}
