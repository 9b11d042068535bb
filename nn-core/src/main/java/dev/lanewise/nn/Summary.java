package dev.lanewise.nn;

import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.nn.Parameter.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A network at a glance: its layers with their shapes and parameters, and the memory that it needs.
 * Sizes in bytes are those of the numbers alone; the padding of rows, copies of long batches that
 * some kernels like better and their scratch memory come on top.
 *
 * @param inputs the inputs
 * @param rows the layers in order
 * @param activations how many numbers one sample becomes on its way: the outputs of all layers that
 *     are run; views and layers that are fused with the one before do not count
 * @param memory what training keeps for a batch
 * @param chain whether each layer reads the one before it, so that the table need not say it
 */
public record Summary(
    List<Input> inputs, List<Row> rows, long activations, BatchMemory memory, boolean chain) {
  private static final double UNIT = 1024;

  /**
   * A layer.
   *
   * @param name its name
   * @param layer its type
   * @param output the shape of one output sample
   * @param parameters the number of its trainable numbers; 0 if it uses those of another layer
   * @param state the number of its other numbers, such as running means
   * @param from the names of the inputs and layers that it reads
   * @param sharesWith the layer whose parameters it uses, if it does
   */
  public record Row(
      String name,
      String layer,
      Shape output,
      long parameters,
      long state,
      List<String> from,
      Optional<String> sharesWith) {

    /** Copies the list. */
    public Row {
      from = List.copyOf(from);
    }
  }

  /** Copies the lists. */
  public Summary {
    inputs = List.copyOf(inputs);
    rows = List.copyOf(rows);
  }

  /** The summary of a network. */
  public static Summary of(Network network) {
    return new Summary(
        network.inputs(),
        network.places().stream().map(Summary::row).toList(),
        Wiring.of(network).works().stream().mapToLong(work -> work.output().size()).sum(),
        BatchMemory.of(network),
        network.isChain());
  }

  private static Row row(Place place) {
    return new Row(
        place.node().name(),
        place.operation().getClass().getSimpleName(),
        place.output(),
        size(place, Role.TRAINED),
        size(place, Role.STATE),
        place.node().from(),
        place.node().sharesWith());
  }

  private static long size(Place place, Role role) {
    return place.parameters().stream()
        .filter(parameter -> parameter.role() == role)
        .mapToLong(Parameter::size)
        .sum();
  }

  /** The number of trainable numbers. */
  public long parameters() {
    return rows.stream().mapToLong(Row::parameters).sum();
  }

  /** The number of numbers that are kept but not trained, such as running means. */
  public long state() {
    return rows.stream().mapToLong(Row::state).sum();
  }

  /** The bytes of all trainable numbers. */
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
   * The bytes of a batch in training: its inputs, the outputs of all layers and their gradients, of
   * which there is one for each reader and their sum if there are several; and what layers keep,
   * such as the gradients of parameters that each image has, or each few.
   *
   * @param batchSize samples of a batch; at least 1
   */
  public long activationBytes(int batchSize) {
    if (batchSize < 1) {
      throw new SettingException(
          "Summary: batch size must be at least 1; found " + batchSize + ".");
    }
    return memory.bytes(batchSize, false);
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

  /**
   * A table with a line for each layer, and the total of parameters; if the network is no chain,
   * also with what each layer reads.
   */
  @Override
  public String toString() {
    List<List<String>> cells = new ArrayList<>();
    cells.add(line("layer", "output shape", "parameters", "reads"));
    for (Input input : inputs) {
      String name = chain ? "input" : "input " + input.name();
      cells.add(line(name, input.shape().toString(), "", ""));
    }
    for (Row row : rows) {
      cells.add(
          line(
              row.name() + " " + row.layer(),
              row.output().toString(),
              row.sharesWith().map(owner -> "those of " + owner).orElse(count(row.parameters())),
              String.join(", ", row.from())));
    }
    cells.add(line("total", "", count(parameters()), ""));
    if (state() > 0) {
      cells.add(line("state, not trained", "", count(state()), ""));
    }
    return aligned(cells);
  }

  private List<String> line(String layer, String output, String parameters, String reads) {
    return chain ? List.of(layer, output, parameters) : List.of(layer, output, parameters, reads);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** All columns to the left but the third, which are numbers. */
  private static String aligned(List<List<String>> cells) {
    StringBuilder format = new StringBuilder();
    for (int column = 0; column < cells.getFirst().size(); column++) {
      int width = width(cells, column);
      format.append(column == 0 ? "" : "  ").append(column == 2 ? "%" : "%-").append(width);
      format.append('s');
    }
    return String.join(
        System.lineSeparator(),
        cells.stream()
            .map(
                row -> String.format(Locale.ROOT, format.toString(), row.toArray()).stripTrailing())
            .toList());
  }

  private static int width(List<List<String>> cells, int column) {
    return cells.stream().mapToInt(row -> row.get(column).length()).max().orElseThrow();
  }
}
