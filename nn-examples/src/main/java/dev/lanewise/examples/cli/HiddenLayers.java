package dev.lanewise.examples.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;

/**
 * The sizes of the hidden layers.
 *
 * @param units the number of neurons of each, from the input to the output
 */
record HiddenLayers(List<Integer> units) {
  private static final String NONE = "none";

  HiddenLayers {
    units = List.copyOf(units);
  }

  @Override
  public String toString() {
    return units.isEmpty()
        ? NONE
        : units.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  static final class Converter implements ITypeConverter<HiddenLayers> {
    @Override
    public HiddenLayers convert(String text) {
      if (text.equals(NONE)) {
        return new HiddenLayers(List.of());
      }
      Numbers.Positive positive = new Numbers.Positive();
      return new HiddenLayers(
          Arrays.stream(text.split(",", -1)).map(String::strip).map(positive::convert).toList());
    }
  }
}
