package dev.lanewise.simd;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes {@link RoundTiles}: register tiles of some rows by two vectors, {@link Lanes#ROUND} steps
 * at a time. They differ in how many rows they have and in where their operands lie, and in nothing
 * else; written by hand they were copies of each other that nobody could compare by eye. {@link
 * TilesTest} compares what is committed with what this class writes, and says how to write it anew.
 */
final class TileWriter {
  /**
   * A tile.
   *
   * @param about its Javadoc
   * @param name the method's name
   * @param rows how many rows it has
   * @param fences whether loads stay where they are written: see {@link RoundTiles}
   * @param parameters its operands; sums and results follow
   * @param before lines before the loop
   * @param head lines that begin a round: they declare what the indices of operands start from
   * @param x where a row's operand is in a step
   * @param v where a step's first vector is
   * @param gap where the second one is, behind the first
   */
  private record Tile(
      String about,
      String name,
      int rows,
      boolean fences,
      String parameters,
      List<String> before,
      List<String> head,
      Operand x,
      Operand v,
      String gap) {

    /** The second vector lies behind the first. */
    Tile(
        String about,
        String name,
        int rows,
        boolean fences,
        String parameters,
        List<String> before,
        List<String> head,
        Operand x,
        Operand v) {
      this(about, name, rows, fences, parameters, before, head, x, v, "COUNT");
    }
  }

  /** The index of an operand. */
  private interface Operand {
    String at(int row, int step);
  }

  private final List<String> lines = new ArrayList<>();

  private TileWriter() {}

  /** The text of {@link RoundTiles}. */
  static String text() {
    TileWriter writer = new TileWriter();
    writer.head();
    for (int rows : new int[] {12, 6, 4}) {
      writer.tile(product(rows));
    }
    for (int rows : new int[] {12, 6, 4}) {
      writer.tile(windowGradient(rows));
    }
    writer.tile(blockGradient());
    for (int rows : new int[] {6, 4}) {
      writer.tile(planarProduct(rows));
    }
    for (int rows : new int[] {6, 4}) {
      writer.tile(tapGradient(rows));
    }
    writer.lines.removeLast();
    writer.lines.add("}");
    return String.join("\n", writer.lines) + "\n";
  }

  private static Tile product(int rows) {
    return new Tile(
        """
        %d rows of {@code x w}, from copies of rows that are {@link Lanes#COPY_STRIDE} apart.

        @param a the copies; the first row's begins at index {@code base}
        @param table for each round, where its steps lie behind {@code base}
        @param w a panel of weights, from index {@code at}, a row for each step\
        """
            .formatted(rows),
        "product" + rows,
        rows,
        rows < 12,
        "float[] a, int base, int[] table, float[] w, int at, int wStep",
        List.of("int ws = at - wStep;"),
        List.of("int xs = base + table[round];", "ws += wStep;"),
        (row, step) -> "a[" + sum("xs", times(row, "COPY_STRIDE"), times(step, "")) + "]",
        (row, step) -> sum("ws", times(step, "PANEL")));
  }

  private static Tile windowGradient(int rows) {
    return new Tile(
        """
        %d neighbouring rows of {@code x^T dy}, from an image whose pixels lie anywhere.

        @param a the image; the first row's operand in the first pixel is at index {@code base}
        @param table for each step, where its pixel lies behind {@code base}
        @param w a panel's columns of {@code dy}, from index {@code at}, a row for each step\
        """
            .formatted(rows),
        "windowGradient" + rows,
        rows,
        rows < 12,
        "float[] a, int base, int[] table, float[] w, int at, int wStep",
        List.of("int ws = at - wStep;", "int ts = -ROUND;"),
        List.of(
            "ts += ROUND;",
            "int xs0 = base + table[ts];",
            "int xs1 = base + table[ts + 1];",
            "int xs2 = base + table[ts + 2];",
            "int xs3 = base + table[ts + 3];",
            "ws += wStep;"),
        (row, step) -> "a[" + sum("xs" + step, times(row, "")) + "]",
        (row, step) -> sum("ws", times(step, "PANEL")));
  }

  private static Tile blockGradient() {
    return new Tile(
        """
        6 neighbouring rows of {@code x^T dy}, from a block of {@link Lanes#INPUTS} inputs.

        @param a the block, from index {@code first}
        @param aStep distance of two rounds in {@code a}: that many rows of a block
        @param w a panel's columns of {@code dy}, from index {@code at}, a row for each step\
        """,
        "blockGradient6",
        6,
        true,
        "float[] a, int first, int aStep, float[] w, int at, int wStep",
        List.of("int xs = first - aStep;", "int ws = at - wStep;"),
        List.of("xs += aStep;", "ws += wStep;"),
        (row, step) -> "a[" + sum("xs", times(step, "INPUTS"), times(row, "")) + "]",
        (row, step) -> sum("ws", times(step, "PANEL")));
  }

  private static Tile planarProduct(int rows) {
    return new Tile(
        """
        %d neighbouring columns of weights by neighbouring windows, one to a lane.

        @param a rows of weights, from index {@code first}, a panel's for each step
        @param aStep distance of two rounds in {@code a}: {@link Lanes#ROUND} rows of a panel
        @param w planes of an image; the first window is at index {@code base}
        @param table for each step, where its operands lie behind {@code base}\
        """
            .formatted(rows),
        "planarProduct" + rows,
        rows,
        true,
        "float[] a, int first, int aStep, float[] w, int base, int[] table",
        List.of("int xs = first - aStep;", "int ts = -ROUND;"),
        List.of(
            "ts += ROUND;",
            "int ws0 = base + table[ts];",
            "int ws1 = base + table[ts + 1];",
            "int ws2 = base + table[ts + 2];",
            "int ws3 = base + table[ts + 3];",
            "xs += aStep;"),
        (row, step) -> "a[" + sum("xs", times(step, "PANEL"), times(row, "")) + "]",
        (row, step) -> "ws" + step);
  }

  private static Tile tapGradient(int rows) {
    return new Tile(
        """
        %d neighbouring columns of {@code dy^T x}, with taps of a window in the lanes.

        @param a gradients; the first window's begins at index {@code first}
        @param aStep distance of two windows in {@code a}
        @param w an image; a window's first vector is at index {@code base}
        @param gap where its second vector is behind that
        @param table for each step, from index {@code ROUND * begin}, where its window lies behind
            {@code base}\
        """
            .formatted(rows),
        "tapGradient" + rows,
        rows,
        true,
        "float[] a, int first, int aStep, float[] w, int base, int gap, int[] table, int begin",
        List.of("int xs0 = first - ROUND * aStep;", "int ts = ROUND * (begin - 1);"),
        List.of(
            "ts += ROUND;",
            "int ws0 = base + table[ts];",
            "int ws1 = base + table[ts + 1];",
            "int ws2 = base + table[ts + 2];",
            "int ws3 = base + table[ts + 3];",
            "xs0 += ROUND * aStep;",
            "int xs1 = xs0 + aStep;",
            "int xs2 = xs1 + aStep;",
            "int xs3 = xs2 + aStep;"),
        (row, step) -> "a[" + sum("xs" + step, times(row, "")) + "]",
        (row, step) -> "ws" + step,
        "gap");
  }

  private void head() {
    add(
        """
        package dev.lanewise.simd;

        import static dev.lanewise.simd.Lanes.COPY_STRIDE;
        import static dev.lanewise.simd.Lanes.COUNT;
        import static dev.lanewise.simd.Lanes.FLOATS;
        import static dev.lanewise.simd.Lanes.INPUTS;
        import static dev.lanewise.simd.Lanes.PANEL;
        import static dev.lanewise.simd.Lanes.ROUND;

        import java.lang.invoke.VarHandle;
        import jdk.incubator.vector.FloatVector;

        /**
         * Register tiles of some rows by one panel of two vectors, {@link Lanes#ROUND} steps at a time:
         * what products of dense layers and of windows spend their time in. Written by {@code TileWriter}
         * among the tests: change it there.
         *
         * <p>Where a neighbour shares the core, not the multiply-adds are too many but all other
         * instructions. In a round one index addresses all weights, and one or few all inputs, and C2
         * checks only the lowest and the highest of each: 24 instructions a step of 6 rows, of which 20 are
         * multiply-adds and loads. That asks for distances between rounds that C2 does not know, hence
         * arguments: with constants it would check each of a round's 32 indices before the loop, which
         * costs a tile of 128 steps a tenth.
         *
         * <p>6 rows are 12 sums, for 16 vector registers; 12 rows are for 32. Without the fences, which are
         * no instructions on x86, C2 loads inputs so far ahead that it must keep sums on the stack, which
         * halves the speed. With the indices moved at the end of the loop instead of its head, it does so
         * in spite of them. See {@link AffineTiles} for the form of these methods.
         *
         * <p>Each continues sums by some rounds. Their last arguments:
         *
         * <ul>
         *   <li>{@code wStep}: distance of two rounds in {@code w}, {@link Lanes#ROUND} rows of a panel
         *   <li>{@code rounds}: how many
         *   <li>{@code sums}, {@code from}, {@code step}: what to begin with, the index of the first row's,
         *       and the distance of rows; 0 begins all with one bias
         *   <li>{@code y}, {@code out}, {@code stride}: where results go, the index of the first row's, and
         *       the distance of rows
         * </ul>
         */
        final class RoundTiles {

          private RoundTiles() {}
        """);
    add("");
  }

  private void tile(Tile tile) {
    javadoc(tile.about);
    add("  static void " + tile.name + "(");
    String rest =
        ", int rounds, float[] sums, int from, int step, float[] y, int out, int stride) {";
    for (String parameter : (tile.parameters + rest).split(", ", -1)) {
      add("      " + parameter + (parameter.endsWith("{") ? "" : ","));
    }
    for (int row = 0; row < tile.rows; row++) {
      String at = sum("from", times(row, "step"));
      add("    FloatVector l%d = FloatVector.fromArray(FLOATS, sums, %s);".formatted(row, at));
      add(
          "    FloatVector r%d = FloatVector.fromArray(FLOATS, sums, %s + COUNT);"
              .formatted(row, at));
    }
    tile.before.forEach(line -> add("    " + line));
    add("    for (int round = 0; round < rounds; round++) {");
    tile.head.forEach(line -> add("      " + line));
    for (int step = 0; step < Lanes.ROUND; step++) {
      step(tile, step);
    }
    add("    }");
    for (int row = 0; row < tile.rows; row++) {
      String at = sum("out", times(row, "stride"));
      add("    l%d.intoArray(y, %s);".formatted(row, at));
      add("    r%d.intoArray(y, %s + COUNT);".formatted(row, at));
    }
    add("  }");
    add("");
  }

  private void step(Tile tile, int step) {
    String declare = step == 0 ? "FloatVector " : "";
    String v = tile.v.at(0, step);
    add("      %sleft = FloatVector.fromArray(FLOATS, w, %s);".formatted(declare, v));
    add(
        "      %sright = FloatVector.fromArray(FLOATS, w, %s + %s);"
            .formatted(declare, v, tile.gap));
    for (int row = 0; row < tile.rows; row++) {
      add(
          "      %sx = FloatVector.broadcast(FLOATS, %s);"
              .formatted(row == 0 ? declare : "", tile.x.at(row, step)));
      add("      l%d = x.fma(left, l%d);".formatted(row, row));
      add("      r%d = x.fma(right, r%d);".formatted(row, row));
      boolean last = step == Lanes.ROUND - 1 && row == tile.rows - 1;
      if (tile.fences && !last) {
        add("      VarHandle.loadLoadFence();");
      }
    }
  }

  private void javadoc(String text) {
    add("  /**");
    text.lines().forEach(line -> add(line.isEmpty() ? "   *" : "   * " + line));
    add("   */");
  }

  private void add(String text) {
    if (text.isEmpty()) {
      lines.add("");
    }
    lines.addAll(text.lines().toList());
  }

  /** {@code "2 * name"}; without a name the number. */
  private static String times(int factor, String name) {
    if (factor == 0) {
      return "";
    }
    if (name.isEmpty()) {
      return Integer.toString(factor);
    }
    return factor == 1 ? name : factor + " * " + name;
  }

  private static String sum(String... terms) {
    return String.join(" + ", List.of(terms).stream().filter(term -> !term.isEmpty()).toList());
  }
}
