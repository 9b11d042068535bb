package dev.lanewise.nn;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.layers.Activate;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Networks as long as files may have them need neither deep stacks nor quadratic time. */
class LongNetworkTest {
  private static final int NODES = 10_000;

  private static Network network(IntFunction<Node> node, String... outputs) {
    return new Network(
        List.of(new Input("in", Shape.of(1))),
        IntStream.range(0, NODES).mapToObj(node).toList(),
        List.of(outputs));
  }

  private static Node activation(int index, String from) {
    return new Node("" + index, new Activate(Activation.RELU), List.of(from));
  }

  private static String before(int index) {
    return index == 0 ? "in" : "" + (index - 1);
  }

  @Test
  void circlesAreFoundWithoutRecursion() {
    assertError(
        ShapeException.class,
        () -> network(i -> activation(i, "" + (i + 1) % NODES), "0"),
        "in a circle: '0' reads '1', which reads '2', which reads '3'",
        "which reads '9999', which reads '0'. Leave");
  }

  @Test
  void theShortestCircleIsTold() {
    List<Node> nodes =
        new ArrayList<>(
            List.of(
                new Node("a", new Add(), List.of("in", "b")),
                new Node("b", new Add(), List.of("c", "a")),
                new Node("c", new Add(), List.of("a", "in"))));
    assertError(
        ShapeException.class,
        () -> new Network(List.of(new Input("in", Shape.of(1))), nodes, List.of("b")),
        "in a circle: 'a' reads 'b', which reads 'a'. Leave");
  }

  @Test
  void wrongOrderIsNoCircle() {
    assertError(
        ShapeException.class,
        () -> network(i -> activation(i, i == NODES - 1 ? "in" : "" + (i + 1)), "0"),
        "layer 0 (Activate) reads '1', which comes later");
  }

  @Test
  void sharedParametersAndOutputsAreFoundByName() {
    Network network =
        network(
            i ->
                new Node(
                    "" + i,
                    new Dense(1),
                    List.of(before(i)),
                    i == 0 ? Optional.empty() : Optional.of("0")),
            IntStream.range(0, NODES).mapToObj(String::valueOf).toArray(String[]::new));
    assertEquals(2, network.parameterCount());
    assertEquals(Collections.nCopies(NODES, Shape.of(1)), network.outputShapes());
  }

  @Test
  void viewsOfViewsAreOneValue() {
    Network network =
        network(i -> new Node("" + i, new Flatten(), List.of(before(i))), "" + (NODES - 1));
    Wiring wiring = Wiring.of(network);
    assertTrue(wiring.works().isEmpty());
    assertEquals(List.of(0), wiring.outputs());
  }
}
