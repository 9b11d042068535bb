package dev.lanewise.train;

import static dev.lanewise.train.GraphCase.dense;
import static dev.lanewise.train.GraphCase.regression;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.layers.Embedding;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.Gru;
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
import dev.lanewise.loss.Loss;
import dev.lanewise.loss.WeightedLosses;
import dev.lanewise.networks.Compositions;
import dev.lanewise.nn.Concatenate;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Network;
import java.util.ArrayList;
import java.util.List;

/** Networks of sequences. */
final class SequenceCases {

  /** Steps of all sequences whose samples have lengths of their own. */
  static final int STEPS = 5;

  /** Kinds of tokens. */
  static final int TOKENS = 7;

  private static final Shape SEQUENCE = Shape.of(STEPS, 3);

  private SequenceCases() {}

  static List<GraphCase> all() {
    List<GraphCase> all = new ArrayList<>();
    all.add(regression("rnn", Network.of(SEQUENCE, new SimpleRnn(5), dense(2))));
    all.add(
        regression(
            "rnn of sigmoids",
            Network.of(
                SEQUENCE,
                new SimpleRnn(new Recurrence(6), Activation.SIGMOID).withOutput(Output.LAST),
                dense(2))));
    all.add(lstm());
    all.add(lstm().freezing("lstm.weight", "lstm.bias"));
    all.add(lstm().freezing("lstm.recurrent_*"));
    all.add(lstm().freezing("lstm.*"));
    all.add(regression("gru", Network.of(SEQUENCE, new Gru(5), new Gru(18), dense(2))));
    all.add(
        regression(
            "gru with reset before",
            Network.of(SEQUENCE, new Gru(5).withResetBefore(), new Flatten(), dense(2))));
    all.add(
        regression(
            "both ways",
            Network.of(
                SEQUENCE,
                new Lstm(4).withDirection(Direction.BOTH),
                new Gru(3).withDirection(Direction.BOTH).withOutput(Output.LAST),
                dense(2))));
    all.add(
        regression(
            "reverse",
            Network.of(SEQUENCE, new SimpleRnn(4).withDirection(Direction.REVERSE), dense(2))));
    all.add(encoderAndDecoder());
    all.add(lengths());
    all.add(sameTwice());
    all.add(tokens());
    all.add(tokens().freezing("tokens1.*"));
    all.add(tied());
    all.add(transformer());
    all.add(transformer().freezing("block.attention.key_*", "positions.*"));
    all.add(transformer().freezing("block.attention.*"));
    all.add(attentionWithLengths());
    all.add(attentionToMemory());
    all.add(pools());
    all.add(rms());
    return all;
  }

  private static GraphCase lstm() {
    Graph graph = new Graph();
    Value x = graph.input("x", SEQUENCE);
    return regression("lstm", graph.outputs(x.then("lstm", new Lstm(18)).then(dense(2))));
  }

  /** What one layer remembers is what others begin with. */
  private static GraphCase encoderAndDecoder() {
    Graph graph = new Graph();
    Value x = graph.input("x", SEQUENCE);
    Value y = graph.input("y", Shape.of(4, 2));
    Lstm both = new Lstm(3).withDirection(Direction.BOTH);
    Value state = x.then(both.withOutput(Output.STATE));
    Value decoded = graph.apply(both.withInitialState(), y, state);
    Value first = x.then(new Gru(4).withOutput(Output.STATE));
    Value other = graph.apply(new Gru(4).withInitialState().withOutput(Output.LAST), y, first);
    return new GraphCase(
        "encoder and decoder",
        graph.outputs(decoded.then("a", dense(2)), other.then("b", dense(2))),
        WeightedLosses.of("a", Loss.meanSquaredError()).and("b", Loss.meanSquaredError(), 0.5),
        List.of(DoubleLoss.squared(), DoubleLoss.squared()),
        List.of(0, 0),
        List.of());
  }

  private static GraphCase lengths() {
    Graph graph = new Graph();
    Value x = graph.input("x", SEQUENCE).then(dense(3, Activation.TANH));
    Value lengths = graph.input("lengths", Shape.of(1));
    Value a = graph.apply(new Lstm(4).withDirection(Direction.BOTH).withLengths(), x, lengths);
    Value b = graph.apply(new Gru(3).withLengths(), a, lengths);
    Value c = graph.apply(new Gru(3).withResetBefore().withLengths(), b, lengths);
    Value d =
        graph.apply(
            new SimpleRnn(3).withDirection(Direction.REVERSE).withLengths().withOutput(Output.LAST),
            c,
            lengths);
    return regression("lengths", graph.outputs(d.then(dense(2))));
  }

  private static GraphCase classes(String name, Network network) {
    return new GraphCase(
        name,
        network,
        WeightedLosses.of(Loss.softmaxCrossEntropy()),
        List.of(DoubleLoss.ofPositions(DoubleLoss.crossOfLogits(0))),
        List.of(TOKENS),
        List.of());
  }

  /** The next token of each position, of which some do not count. */
  private static GraphCase tokens() {
    Graph graph = new Graph();
    Value x = graph.input("tokens", Shape.of(6)).then("tokens1", embedding(18));
    return classes("tokens", graph.outputs(x.then(new Lstm(5)).then(dense(TOKENS))));
  }

  private static Embedding embedding(int channels) {
    return new Embedding(TOKENS, channels);
  }

  /** An embedding that gives the logits, too. */
  private static GraphCase tied() {
    Graph graph = new Graph();
    Value x = graph.input("tokens", Shape.of(6)).then("embedding", embedding(5));
    Value y = x.then(new SinusoidalPositions()).then(new Gru(5));
    return classes("tied", graph.outputs(y.thenSharing("logits", new Unembedding(TOKENS), x)));
  }

  private static GraphCase transformer() {
    Graph graph = new Graph();
    Value x =
        graph
            .input("tokens", Shape.of(6))
            .then("embedding", embedding(20))
            .then("positions", new LearnedPositions(9, Initializer.normal(1)));
    Value y =
        Compositions.transformer("block.", x, 20, new MultiHeadAttention(2).withCausality(), 0);
    return classes("transformer", graph.outputs(y.then("out", dense(TOKENS))));
  }

  private static GraphCase attentionWithLengths() {
    Graph graph = new Graph();
    Value x = graph.input("x", SEQUENCE).then(dense(6, Activation.TANH));
    Value lengths = graph.input("lengths", Shape.of(1));
    Initializer large = Initializer.normal(0.4);
    MultiHeadAttention attention = new MultiHeadAttention(3).withLengths().withInitializer(large);
    Value y = graph.apply(attention, x, lengths);
    MultiHeadAttention causal = new MultiHeadAttention(1).withLengths().withCausality();
    Value z = graph.apply(causal.withInitializer(large), y, lengths);
    Value mean = graph.apply(new PoolOverTime(Kind.AVERAGE), z, lengths);
    return regression("attention with lengths", graph.outputs(mean.then(dense(2))));
  }

  private static GraphCase attentionToMemory() {
    Graph graph = new Graph();
    Value x = graph.input("x", Shape.of(4, 6));
    Value memory = graph.input("memory", SEQUENCE).then(dense(5, Activation.TANH));
    Value lengths = graph.input("lengths", Shape.of(1));
    Value some =
        graph.apply(new MultiHeadAttention(2).withMemory().withLengths(), x, memory, lengths);
    Value all = graph.apply(new MultiHeadAttention(3).withMemory(), some.then(dense(6)), memory);
    return regression("attention to memory", graph.outputs(all.then(dense(2))));
  }

  private static GraphCase pools() {
    Graph graph = new Graph();
    Value x = graph.input("x", SEQUENCE).then(dense(4, Activation.TANH));
    Value lengths = graph.input("lengths", Shape.of(1));
    Value max = graph.apply(new PoolOverTime(Kind.MAX), x, lengths);
    Value last = graph.apply(new PoolOverTime(Kind.LAST), x, lengths);
    Value reversed = graph.apply(new ReverseTime(), x, lengths);
    Value first = reversed.then(new PoolOverTime(Kind.LAST));
    Value plain = x.then(new ReverseTime()).then(new PoolOverTime(Kind.AVERAGE));
    Value all = graph.apply(new Concatenate(), max, last, first, plain);
    Value again = all.then(new RepeatVector(3)).then(new SimpleRnn(3));
    return regression("pools", graph.outputs(again.then(dense(2))));
  }

  private static GraphCase rms() {
    return regression(
        "rms norm",
        Network.of(
            SEQUENCE,
            dense(19),
            new RmsNorm(),
            dense(5, Activation.TANH),
            new RmsNorm(1e-3f),
            dense(2)));
  }

  private static GraphCase sameTwice() {
    Graph graph = new Graph();
    Value x = graph.input("x", SEQUENCE);
    Value once = x.then("cell", new Lstm(3));
    Value twice = once.thenSame("again", once);
    return regression("the same twice", graph.outputs(twice.then(dense(2))));
  }
}
