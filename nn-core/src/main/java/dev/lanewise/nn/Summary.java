package dev.lanewise.nn;

import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A network at a glance: its layers with their shapes and parameters, and the memory that it needs.
 * Sizes in bytes are those of the numbers alone; the padding of rows, copies that kernels like
 * better and their scratch memory come on top.
 *
 * @param input the shape of one sample
 * @param rows the layers in order
 * @param activations how many numbers one sample becomes on its way: the outputs of all layers that
 *     are run; views and layers that are fused with the one before do not count
 */
public record Summary(Shape input, List<Row> rows, long activations) {
  private static final double UNIT = 1024;

  /**
   * A layer.
   *
   * @param index its position in the network, from 0
   * @param layer its type
   * @param output the shape of one output sample
   * @param parameters the number of its trainable numbers
   */
  public record Row(int index, String layer, Shape output, long parameters) {}

  /** Copies the list. */
  public Summary {
    rows = List.copyOf(rows);
  }

  /** The summary of a network. */
  public static Summary of(Network network) {
    return new Summary(
        network.input(),
        network.places().stream().map(Summary::row).toList(),
        network.fused().stream().mapToLong(place -> place.output().size()).sum());
  }

  private static Row row(Network.Place place) {
    long parameters =
        place.layer().parameters(place.input()).stream().mapToLong(Parameter::size).sum();
    return new Row(
        place.index(), place.layer().getClass().getSimpleName(), place.output(), parameters);
  }

  /** The number of trainable numbers. */
  public long parameters() {
    return rows.stream().mapToLong(Row::parameters).sum();
  }

  /** The bytes of all parameters. */
  public long parameterBytes() {
    return parameters() * Float.BYTES;
  }

  /**
   * The bytes that an optimizer keeps from step to step.
   *
   * @param slots its numbers for each parameter, from {@code Optimizer.slots()}; at least 0
   */
  public long optimizerBytes(int slots) {
    return slots * parameterBytes();
  }

  /**
   * The bytes of a batch in training: its inputs, the outputs of all layers, and their gradients.
   *
   * @param batchSize samples of a batch; at least 1
   */
  public long activationBytes(int batchSize) {
    if (batchSize < 1) {
      throw new SettingException(
          "Summary: batch size must be at least 1; found " + batchSize + ".");
    }
    return batchSize * (input.size() + 2 * activations) * Float.BYTES;
  }

  /**
   * The table of {@link #toString}, and the memory that training takes.
   *
   * @param batchSize samples of a batch; at least 1
   * @param slots the optimizer's numbers for each parameter, from {@code Optimizer.slots()}
   */
  public String table(int batchSize, int slots) {
    long optimizer = optimizerBytes(slots);
    long batch = activationBytes(batchSize);
    return String.join(
        System.lineSeparator(),
        toString(),
        "parameters       " + bytes(parameterBytes()),
        "optimizer state  " + bytes(optimizer),
        String.format(Locale.ROOT, "batch of %-8d", batchSize) + bytes(batch),
        "together         " + bytes(parameterBytes() + optimizer + batch));
  }

  private static String bytes(long bytes) {
    if (bytes < UNIT) {
      return bytes + " B";
    }
    double amount = bytes / UNIT;
    for (String unit : List.of("KiB", "MiB", "GiB")) {
      if (amount < UNIT) {
        return String.format(Locale.ROOT, "%.1f %s", amount, unit);
      }
      amount /= UNIT;
    }
    return String.format(Locale.ROOT, "%.1f TiB", amount);
  }

  /** A table with a line for each layer, and the total of parameters. */
  @Override
  public String toString() {
    List<String[]> cells = new ArrayList<>();
    cells.add(new String[] {"layer", "output shape", "parameters"});
    cells.add(new String[] {"input", input.toString(), ""});
    for (Row row : rows) {
      cells.add(
          new String[] {
            row.index() + " " + row.layer(), row.output().toString(), count(row.parameters())
          });
    }
    cells.add(new String[] {"total", "", count(parameters())});
    return aligned(cells);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Two columns to the left and one to the right. */
  private static String aligned(List<String[]> cells) {
    String format =
        "%-" + width(cells, 0) + "s  %-" + width(cells, 1) + "s  %" + width(cells, 2) + "s";
    return String.join(
        System.lineSeparator(),
        cells.stream()
            .map(row -> String.format(Locale.ROOT, format, (Object[]) row).stripTrailing())
            .toList());
  }

  private static int width(List<String[]> cells, int column) {
    return cells.stream().mapToInt(row -> row[column].length()).max().orElseThrow();
  }
}
