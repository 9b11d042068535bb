package dev.lanewise.kernels;

import dev.lanewise.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A matrix of weights, cut into vertical panels that lie one after the other, each row-major:
 *
 * <pre>
 *   columns 0 .. w-1      columns w .. 2w-1     the rest, padded with zeros
 *   row 0    [ w floats ] row 0    [ w floats ] row 0    [ fewer ]
 *   row 1    [ w floats ] row 1    [ w floats ] row 1    [ fewer ]
 *   ...
 * </pre>
 *
 * A kernel that computes {@code w} outputs walks its panel from the first byte to the last. How
 * wide a panel is, is each backend's choice ({@link Products#panels}); one panel of all columns
 * without padding is the ordinary row-major matrix. Padding is zero and stays zero.
 *
 * @param data the memory, from index 0
 * @param rows number of rows: inputs of a layer
 * @param cols number of columns: units of a layer
 * @param panelCols columns of every panel but the last
 * @param lanes the last panel's columns are padded to a multiple of this; divides panelCols
 */
public record Panels(float[] data, int rows, int cols, int panelCols, int lanes) {

  /**
   * A part of one panel, contiguous in memory.
   *
   * @param panels the matrix
   * @param panel which panel
   * @param from its first row
   * @param to behind its last row
   */
  public record Slice(Panels panels, int panel, int from, int to) {

    /** The index in the matrix's memory of the first element. */
    public int begin() {
      return panels.row(panel, from);
    }

    /** The index in the matrix's memory behind the last element, padding included. */
    public int end() {
      return panels.row(panel, to);
    }

    /** The column of the matrix that the slice starts with. */
    public int firstColumn() {
      return panel * panels.panelCols;
    }

    /** The number of columns that belong to the matrix. */
    public int columns() {
      return panels.panelColumns(panel);
    }

    /** The distance between two rows. */
    public int stride() {
      return panels.panelStride(panel);
    }
  }

  /** Checks the layout against the array. */
  public Panels {
    if (rows < 1 || cols < 1 || lanes < 1 || panelCols % lanes != 0) {
      throw new ShapeException(
          "Panels of %s x %s, %s columns each, %s lanes: sizes must be positive and lanes must divide the panel's columns."
              .formatted(rows, cols, panelCols, lanes));
    }
    long size = (long) rows * Math.ceilDiv(cols, lanes) * lanes;
    if (size > data.length) {
      throw new ShapeException(
          "Panels of %s x %s need %s floats; found %s.".formatted(rows, cols, size, data.length));
    }
  }

  /** Allocates zero panels. */
  public static Panels allocate(int rows, int cols, int panelCols, int lanes) {
    long size = (long) rows * Math.ceilDiv(cols, lanes) * lanes;
    if (size > Integer.MAX_VALUE - 8) {
      throw new ShapeException(
          "A %s x %s weight matrix needs %s floats, more than a Java array holds; make the layer smaller."
              .formatted(rows, cols, size));
    }
    return new Panels(new float[(int) size], rows, cols, panelCols, lanes);
  }

  /** The same layout over other memory, such as an optimizer's state. */
  public Panels withData(float[] other) {
    return new Panels(other, rows, cols, panelCols, lanes);
  }

  /** The number of floats of the matrix with its padding. */
  public int size() {
    return rows * Math.ceilDiv(cols, lanes) * lanes;
  }

  /** The number of panels. */
  public int count() {
    return Math.ceilDiv(cols, panelCols);
  }

  /** The columns of a panel that belong to the matrix. */
  public int panelColumns(int panel) {
    return Math.min(panelCols, cols - panel * panelCols);
  }

  /** The distance between two rows of a panel: its columns with padding. */
  public int panelStride(int panel) {
    return Math.ceilDiv(panelColumns(panel), lanes) * lanes;
  }

  /** The index in {@link #data} of a row of a panel. */
  public int row(int panel, int row) {
    return panel * panelCols * rows + row * panelStride(panel);
  }

  /** The index in {@link #data} of an element. */
  public int index(int row, int col) {
    Objects.checkIndex(row, rows);
    Objects.checkIndex(col, cols);
    int panel = col / panelCols;
    return row(panel, row) + col - panel * panelCols;
  }

  /** Cuts the matrix into slices of at most {@code sliceRows} rows, in the order of memory. */
  public List<Slice> slices(int sliceRows) {
    List<Slice> slices = new ArrayList<>();
    for (int panel = 0; panel < count(); panel++) {
      for (int from = 0; from < rows; from += sliceRows) {
        slices.add(new Slice(this, panel, from, Math.min(from + sliceRows, rows)));
      }
    }
    return slices;
  }

  /** Fills the matrix from row-major values without padding. */
  public void set(float[] rowMajor) {
    for (int panel = 0; panel < count(); panel++) {
      for (int row = 0; row < rows; row++) {
        System.arraycopy(
            rowMajor, row * cols + panel * panelCols, data, row(panel, row), panelColumns(panel));
      }
    }
  }

  /** The matrix as row-major values without padding, in a new array. */
  public float[] toRowMajor() {
    float[] rowMajor = new float[rows * cols];
    for (int panel = 0; panel < count(); panel++) {
      for (int row = 0; row < rows; row++) {
        System.arraycopy(
            data, row(panel, row), rowMajor, row * cols + panel * panelCols, panelColumns(panel));
      }
    }
    return rowMajor;
  }
}
