package dev.lanewise.engine;

import dev.lanewise.DataException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.data.Dataset;
import dev.lanewise.nn.Input;
import dev.lanewise.nn.Network;
import java.util.List;
import java.util.stream.Collectors;

/** Whether data suit a network. */
public final class DataCheck {

  private DataCheck() {}

  /** Refuses data without samples, or of other shapes than the network's inputs and outputs. */
  public static void fits(Network network, Dataset data) {
    if (data.size() < 1) {
      throw new DataException("A data set needs at least 1 sample; found " + data.size() + ".");
    }
    List<Shape> wanted = network.inputs().stream().map(Input::shape).toList();
    List<Shape> found = data.inputShapes();
    if (!sizes(wanted).equals(sizes(found))) {
      throw new ShapeException(
          "The network takes samples of shape %s; the data have shape %s."
              .formatted(text(wanted), text(found)));
    }
    if (data.targetWidths().size() != network.outputs().size()) {
      throw new ShapeException(
          "The network has %s outputs (%s); the data have targets for %s. Use a PartedDataset that says which targets belong to which output."
              .formatted(
                  network.outputs().size(),
                  String.join(", ", network.outputs()),
                  data.targetWidths().size()));
    }
  }

  private static List<Integer> sizes(List<Shape> shapes) {
    return shapes.stream().map(Shape::size).toList();
  }

  private static String text(List<Shape> shapes) {
    return shapes.stream()
        .map(shape -> "%s (%s values)".formatted(shape, shape.size()))
        .collect(Collectors.joining(" and "));
  }
}
