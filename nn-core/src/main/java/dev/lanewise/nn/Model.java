package dev.lanewise.nn;

import dev.lanewise.SettingException;
import dev.lanewise.ShapeException;
import dev.lanewise.nn.Network.NamedParameter;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A network with the values of its parameters: immutable, and safe to share between threads. Values
 * are kept in one canonical layout, row-major without padding, in the order of {@link
 * Network#parameters}.
 */
public final class Model {
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  private final Network network;
  private final float[][] values;

  /**
   * A model of given values, which are copied.
   *
   * @param values for each parameter of the network its {@code rows * cols} values, row-major
   * @throws ShapeException if the number of arrays or their lengths do not fit the network
   */
  public Model(Network network, float[][] values) {
    List<NamedParameter> parameters = network.parameters();
    if (values.length != parameters.size()) {
      throw new ShapeException(
          "The network has %s parameters; found values for %s."
              .formatted(parameters.size(), values.length));
    }
    this.network = network;
    this.values = new float[values.length][];
    for (int i = 0; i < values.length; i++) {
      int expected = parameters.get(i).parameter().size();
      if (values[i].length != expected) {
        throw new ShapeException(
            "Parameter %s has %s values; found %s."
                .formatted(parameters.get(i).name(), expected, values[i].length));
      }
      this.values[i] = values[i].clone();
    }
  }

  /** The description. */
  public Network network() {
    return network;
  }

  /** The layers with their shapes and parameters as a table, and the memory that they need. */
  public Summary summary() {
    return network.summary();
  }

  /** A copy of the values of one parameter, in the order of {@link Network#parameters}. */
  public float[] values(int parameter) {
    return values[parameter].clone();
  }

  /**
   * A copy of the values of the parameter of that full name, such as {@code 0.weight}.
   *
   * @throws SettingException if the network has no such parameter
   */
  public float[] values(String parameter) {
    List<NamedParameter> parameters = network.parameters();
    for (int i = 0; i < values.length; i++) {
      if (parameters.get(i).name().equals(parameter)) {
        return values(i);
      }
    }
    throw new SettingException(
        "The network has no parameter '%s'; it has %s."
            .formatted(parameter, network.parameterNames()));
  }

  /**
   * A checksum of all parameters' bits: 64-bit FNV-1a over the values in canonical order, each as
   * four bytes, the lowest first. Equal models have equal checksums on every machine.
   */
  public long checksum() {
    long hash = FNV_OFFSET;
    for (float[] array : values) {
      for (float value : array) {
        int bits = Float.floatToRawIntBits(value);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
          hash = (hash ^ (bits >>> shift & 0xFF)) * FNV_PRIME;
        }
      }
    }
    return hash;
  }

  private String inputs() {
    return network.inputs().stream()
        .map(input -> input.shape().toString())
        .collect(Collectors.joining(" and "));
  }

  /**
   * One line that tells models apart: the shape of a sample, the layers with the shapes of their
   * outputs, the number of trainable numbers, and the checksum in hexadecimal. Reads all values.
   */
  @Override
  public String toString() {
    Summary summary = summary();
    String layers =
        summary.rows().stream()
            .map(row -> row.layer() + " " + row.output())
            .collect(Collectors.joining(", "));
    return "Model[input %s, %s; %s parameters, checksum %s]"
        .formatted(inputs(), layers, summary.parameters(), HexFormat.of().toHexDigits(checksum()));
  }
}
