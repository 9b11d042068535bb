package dev.lanewise.train;

import static dev.lanewise.train.GraphCase.dense;
import static dev.lanewise.train.GraphCase.regression;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.Gru;
import dev.lanewise.layers.Lstm;
import dev.lanewise.layers.Recurrence;
import dev.lanewise.layers.Recurrence.Direction;
import dev.lanewise.layers.Recurrence.Output;
import dev.lanewise.layers.SimpleRnn;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
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
        dev.lanewise.loss.WeightedLosses.of("a", dev.lanewise.loss.Loss.meanSquaredError())
            .and("b", dev.lanewise.loss.Loss.meanSquaredError(), 0.5),
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

  private static GraphCase sameTwice() {
    Graph graph = new Graph();
    Value x = graph.input("x", SEQUENCE);
    Value once = x.then("cell", new Lstm(3));
    Value twice = once.thenSame("again", once);
    return regression("the same twice", graph.outputs(twice.then(dense(2))));
  }
}
