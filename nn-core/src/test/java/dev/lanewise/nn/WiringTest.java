package dev.lanewise.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.GroupNorm;
import dev.lanewise.layers.LayerNorm;
import java.util.List;
import org.junit.jupiter.api.Test;

class WiringTest {

  @Test
  void viewsAreLeftOutAndNeighboursFused() {
    Network network =
        Network.of(
            Shape.of(2, 3),
            new Flatten(),
            new Dense(4),
            new Flatten(),
            new Activate(Activation.RELU),
            new Activate(Activation.TANH),
            new Dense(2));
    Wiring wiring = Wiring.of(network);
    assertEquals(
        List.of(new Dense(4, Activation.RELU), new Activate(Activation.TANH), new Dense(2)),
        operations(wiring));
    assertEquals(List.of("1", "4", "5"), wiring.works().stream().map(w -> w.owner()).toList());
    assertEquals(0, wiring.values().get("0"), "a view is what it views");
    assertEquals(wiring.values().get("3"), wiring.values().get("1"));
  }

  @Test
  void fusedLayersLieInMemoryAsTheFirstOneWritesThem() {
    Network network =
        Network.of(Shape.of(4, 5), new Dense(3), new Flatten(), new Activate(Activation.RELU));
    Wiring wiring = Wiring.of(network);
    assertEquals(List.of(new Dense(3, Activation.RELU)), operations(wiring));
    assertEquals(Shape.of(4, 3), wiring.shape(wiring.outputs().getFirst()));
    assertEquals(Shape.of(12), network.output());
  }

  @Test
  void normsTakeTheActivationBehindThemIfItIsEnoughToKnowItsOutput() {
    for (Layer norm : List.of(new BatchNorm(), new LayerNorm(), new GroupNorm(2))) {
      assertEquals(1, works(norm, Activation.RELU));
      assertEquals(1, works(norm, Activation.TANH));
      assertEquals(2, works(norm, Activation.GELU));
    }
  }

  private static int works(Layer norm, Activation activation) {
    Network network = Network.of(Shape.of(4, 6), norm, new Activate(activation));
    return Wiring.of(network).works().size();
  }

  @Test
  void nothingFusesIfItIsNotWanted() {
    Network network =
        Network.of(Shape.of(3), new Dense(4), new Activate(Activation.RELU), new Flatten());
    Wiring wiring = Wiring.unfused(network);
    assertEquals(List.of(new Dense(4), new Activate(Activation.RELU)), operations(wiring));
    assertEquals(List.of(2), wiring.outputs());
  }

  @Test
  void aValueThatOthersReadDoesNotFuse() {
    Graph graph = new Graph();
    Graph.Value x = graph.input("x", Shape.of(3)).then(new Dense(3));
    Network network = graph.outputs(x.then(new Activate(Activation.RELU)).plus(x));
    assertEquals(
        List.of(new Dense(3), new Activate(Activation.RELU), new Add()),
        operations(Wiring.of(network)));
    assertEquals(List.of(2, 1), Wiring.of(network).works().getLast().from());
  }

  @Test
  void aValueThatLeavesTheNetworkDoesNotFuse() {
    Graph graph = new Graph();
    Graph.Value logits = graph.input("x", Shape.of(3)).then(new Dense(3));
    Network network = graph.outputs(logits, logits.then(new Activate(Activation.SIGMOID)));
    assertEquals(2, Wiring.of(network).works().size());
    assertEquals(List.of(1, 2), Wiring.of(network).outputs());
  }

  @Test
  void sharedParametersHaveOneOwner() {
    Graph graph = new Graph();
    Graph.Value x = graph.input("x", Shape.of(3));
    Graph.Value first = x.then("first", new Dense(3));
    Network network = graph.outputs(first.thenSame("second", first));
    Wiring wiring = Wiring.of(network);
    assertEquals(List.of("first", "first"), wiring.works().stream().map(w -> w.owner()).toList());
    assertEquals("first.weight", wiring.works().get(1).fullName("weight"));
    assertNull(wiring.values().get("third"));
  }

  private static List<Operation> operations(Wiring wiring) {
    return wiring.works().stream().map(Wiring.Work::operation).toList();
  }
}
