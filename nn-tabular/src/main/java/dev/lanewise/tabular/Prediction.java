package dev.lanewise.tabular;

import dev.lanewise.DataException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a model says of a row, in the terms of its table. Immutable. */
public sealed interface Prediction {

  /** The name of the predicted column. */
  String column();

  /** The name of the class; or the number, with as many digits as a float can tell. */
  String text();

  /**
   * A number.
   *
   * @param column the name of the predicted column
   * @param value in the unit of the column
   * @param distance how far apart two values are that the model can tell, in the unit of the
   *     column; 0 if the value is a float of the model as it is
   */
  record OfNumber(String column, double value, double distance) implements Prediction {
    @Override
    public String text() {
      return distance == 0 ? Float.toString((float) value) : Numbers.text(value, distance);
    }

    @Override
    public String toString() {
      return "%s: %s".formatted(column, text());
    }
  }

  /** A class, and how probable each of them is. */
  final class OfClass implements Prediction {
    private final Target.OfClass target;
    private final int index;
    private final float[] probabilities;

    OfClass(Target.OfClass target, int index, float[] probabilities) {
      this.target = target;
      this.index = index;
      this.probabilities = probabilities;
    }

    @Override
    public String column() {
      return target.column();
    }

    @Override
    public String text() {
      return name();
    }

    /** The name of the most probable class; the first of them if there are several. */
    public String name() {
      return target.classes().name(index);
    }

    /** Its index, in the order of {@link Categories}. */
    public int index() {
      return index;
    }

    /** How probable the most probable class is by the model, from 0 to 1. */
    public double probability() {
      return probabilities[index];
    }

    /**
     * How probable a class is by the model, from 0 to 1.
     *
     * @throws DataException if there is no class of this name
     */
    public double probability(String name) {
      int found =
          target
              .classes()
              .index(name)
              .orElseThrow(() ->
                  new DataException(
                      "Prediction of column %s: expected one of its %s classes; found %s. Ask for a class that the training rows had."
                          .formatted(
                              Place.quoted(column()),
                              target.classes().size(),
                              Place.quoted(name))));
      return probabilities[found];
    }

    /** The probabilities by the names of the classes, in their order, in a new map. */
    public Map<String, Double> probabilities() {
      Map<String, Double> all = new LinkedHashMap<>();
      for (int i = 0; i < probabilities.length; i++) {
        all.put(target.classes().name(i), (double) probabilities[i]);
      }
      return all;
    }

    @Override
    public String toString() {
      return "%s: %s (%.3f)".formatted(column(), name(), probability());
    }
  }
}
