package dev.lanewise.nn;

import dev.lanewise.Shape;

/**
 * Where samples enter a network.
 *
 * @param name its name, unique among inputs and nodes
 * @param shape the shape of one sample
 */
public record Input(String name, Shape shape) {

  /** The name of the only input of a chain. */
  static final String ONLY = "input";

  /** Checks the name. */
  public Input {
    Names.check("Input", name);
  }
}
