package dev.lanewise.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.kernels.Backends;
import dev.lanewise.loss.Loss;
import dev.lanewise.loss.WeightedLosses;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.NamedParameter;
import dev.lanewise.predict.Predictor;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Losses that include the function at an output see the network without it. Nothing else may
 * change: neither the parameters and their order, nor a bit of what other branches compute.
 */
class FunctionRemovalTest {
  private static final int WIDTH = 3;
  private static final Loss SOFTMAX = Loss.softmaxCrossEntropy();
  private static final Loss SIGMOID = Loss.binaryCrossEntropy();
  private static final Loss NUMBERS = Loss.meanSquaredError();

  /** A network, and the loss of each output. */
  record Case(String name, Network network, List<Loss> losses) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case of(String name, Function<Value, Value[]> outputs, Loss... losses) {
    Graph graph = new Graph();
    Value x = graph.input("x", Shape.of(WIDTH));
    return new Case(name, graph.outputs(outputs.apply(x)), List.of(losses));
  }

  private static Value[] outputs(Value... values) {
    return values;
  }

  private static Dense dense() {
    return dense(Activation.IDENTITY);
  }

  private static Dense dense(Activation f) {
    return new Dense(WIDTH, f)
        .withInitializers(Initializer.glorotUniform(), Initializer.torchLinear());
  }

  private static Activate sigmoid() {
    return new Activate(Activation.SIGMOID);
  }

  static List<Case> cases() {
    return List.of(
        of("chain", x -> outputs(x.then(dense()).then(new Softmax())), SOFTMAX),
        of("function of the input", x -> outputs(x.then(new Softmax())), SOFTMAX),
        of(
            "one of two outputs",
            x -> {
              Value trunk = x.then(dense(Activation.TANH));
              return outputs(
                  trunk.then(dense()).then("p", new Softmax()), trunk.then("n", dense()));
            },
            SOFTMAX,
            NUMBERS),
        of(
            "another branch reads the softmax",
            x -> {
              Value p = x.then(dense()).then("p", new Softmax());
              return outputs(p, p.then(dense()));
            },
            SOFTMAX,
            NUMBERS),
        of(
            "another branch reads the softmax of the input",
            x -> {
              Value p = x.then("p", new Softmax());
              return outputs(p, p.then(dense()));
            },
            SOFTMAX,
            NUMBERS),
        of(
            "another branch reads a dense sigmoid",
            x -> {
              Value p = x.then("p", dense(Activation.SIGMOID));
              return outputs(p.then(dense()).plus(p), p);
            },
            NUMBERS,
            SIGMOID),
        of(
            "another branch reads the logits",
            x -> {
              Value z = x.then(dense());
              return outputs(z.then(dense(Activation.TANH)), z.then(sigmoid()));
            },
            NUMBERS,
            SIGMOID),
        of(
            "after a join",
            x ->
                outputs(
                    x.then(dense(Activation.TANH)).plus(x).then(new Softmax()), x.then(dense())),
            SOFTMAX,
            NUMBERS),
        of(
            "logits are an output, too",
            x -> {
              Value z = x.then(dense());
              return outputs(z, z.then(new Softmax()));
            },
            NUMBERS,
            SOFTMAX),
        of(
            "two functions of the same logits",
            x -> {
              Value z = x.then(dense());
              return outputs(z.then(new Softmax()), z.then(sigmoid()));
            },
            SOFTMAX,
            SIGMOID),
        of(
            "the same function twice",
            x -> {
              Value p = x.then(dense(Activation.SIGMOID));
              return outputs(p, p.then(new Flatten()), p.then(new Dropout(0.5f)));
            },
            SIGMOID,
            NUMBERS,
            SIGMOID),
        of(
            "views and dropout behind the function that others read",
            x -> {
              Value f = x.then(dense()).then(new Softmax()).then(new Flatten());
              Value d = f.then(new Dropout(0.3f));
              return outputs(f.then(dense()), d.then(new Flatten()));
            },
            NUMBERS,
            SOFTMAX),
        of(
            "a dense layer shared with another node",
            x -> {
              Value p = x.then("p", dense(Activation.SIGMOID));
              return outputs(p, x.then(dense(Activation.TANH)).thenSame("q", p));
            },
            SIGMOID,
            NUMBERS),
        of(
            "a dense layer with the parameters of another node",
            x -> {
              Value p = x.then("p", dense(Activation.SIGMOID));
              Value q = x.then(dense(Activation.TANH)).thenSame("q", p);
              return outputs(p.then(dense()), q, q.then(dense()));
            },
            NUMBERS,
            SIGMOID,
            NUMBERS),
        of(
            "names that are taken",
            x -> {
              Value taken = x.then("p.logits", dense(Activation.TANH));
              Value p = taken.then("p", dense(Activation.SIGMOID));
              return outputs(p, p.plus(taken).then(dense()));
            },
            SIGMOID,
            NUMBERS));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void onlyTheFunctionGoes(Case each) {
    Network network = each.network();
    Network trained = losses(each).training(network);
    assertEquals(names(network), names(trained));
    assertEquals(network.outputShapes(), trained.outputShapes());
    Model model = network.initialize(4);
    float[][] values = new float[network.parameters().size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = model.values(i);
    }
    Predictor whole = predictor(model);
    Predictor without = predictor(new Model(trained, values));
    Random random = new Random(5);
    for (int i = 0; i < 10; i++) {
      float[] sample = {random.nextFloat(), -random.nextFloat(), 2 * random.nextFloat()};
      float[] expected = whole.predict(sample);
      float[] found = without.predict(sample);
      for (int output = 0; output < each.losses().size(); output++) {
        Loss loss = each.losses().get(output);
        assertArrayEquals(
            part(expected, output),
            applied(loss, part(found, output)),
            loss.equals(NUMBERS) ? 0 : 1e-6f,
            "output " + output);
      }
    }
  }

  private static WeightedLosses losses(Case each) {
    List<String> outputs = each.network().outputs();
    if (outputs.size() == 1) {
      return WeightedLosses.of(each.losses().getFirst());
    }
    WeightedLosses losses = WeightedLosses.of(outputs.getFirst(), each.losses().getFirst());
    for (int i = 1; i < outputs.size(); i++) {
      losses = losses.and(outputs.get(i), each.losses().get(i), 1);
    }
    return losses;
  }

  private static List<String> names(Network network) {
    return network.parameters().stream().map(NamedParameter::name).toList();
  }

  private static Predictor predictor(Model model) {
    return Predictor.of(model, Backends.select("reference"));
  }

  private static float[] part(float[] outputs, int output) {
    return java.util.Arrays.copyOfRange(outputs, output * WIDTH, (output + 1) * WIDTH);
  }

  /** What the loss makes of logits. */
  private static float[] applied(Loss loss, float[] logits) {
    if (loss.equals(SOFTMAX)) {
      return Softmax.probabilities(logits);
    }
    float[] values = logits.clone();
    for (int i = 0; loss.equals(SIGMOID) && i < values.length; i++) {
      values[i] = (float) (1 / (1 + Math.exp(-values[i])));
    }
    return values;
  }
}
