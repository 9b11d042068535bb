package dev.lanewise.kernels;

/**
 * The blocks of 2 x 2 neighbouring windows of 3 x 3 taps that are computed together, from the 4 x 4
 * pixels that they see: with 16 products for each channel and unit instead of 36. This is the
 * minimal filtering algorithm F(2 x 2, 3 x 3) of A. Lavin and S. Gray, Fast Algorithms for
 * Convolutional Neural Networks, 2016. Tiles have an order, row by row; those at the lower and
 * right end may have windows that do not exist.
 *
 * @param rows windows along the height
 * @param columns windows along the width
 */
public record WinogradTiles(Axis rows, Axis columns) {
  /** Windows of a tile in each direction. */
  public static final int WINDOWS = 2;

  /** Pixels of a tile in each direction. */
  public static final int PIXELS = 4;

  /** Products for each channel and unit. */
  public static final int POINTS = PIXELS * PIXELS;

  /** Divides channels and units. */
  private static final int FEATURES = 16;

  private static final int MOST_FEATURES = 256;

  /** With fewer weights for a tap transforms take the time that fewer products save. */
  private static final int FEWEST_WEIGHTS = 1024;

  /** With more the sums of a gradient, 16 for each, do not stay in a cache. */
  private static final int MOST_WEIGHTS_OF_GRADIENT = 8192;

  /**
   * Whether a convolution is computed in such tiles: a function of its geometry alone. Its channels
   * and units are multiples of 16.
   */
  public static boolean suit(Convolution at) {
    return suit(at.windows().rows())
        && suit(at.windows().columns())
        && at.groups() == 1
        && suit(at.windows().channels())
        && suit(at.units())
        && at.windows().channels() * at.units() >= FEWEST_WEIGHTS;
  }

  /** Whether the gradient of such a convolution's weights is computed in tiles, too. */
  public static boolean suitGradient(Convolution at) {
    return suit(at) && at.windows().channels() * at.units() <= MOST_WEIGHTS_OF_GRADIENT;
  }

  private static boolean suit(Axis axis) {
    return axis.kernel() == 3
        && axis.stride() == 1
        && axis.dilation() == 1
        && axis.windows() >= WINDOWS
        && axis.size() >= WINDOWS;
  }

  private static boolean suit(int features) {
    return features % FEATURES == 0 && features <= MOST_FEATURES;
  }

  /** The tiles of a convolution, on its input. */
  public static WinogradTiles of(Convolution at) {
    return new WinogradTiles(at.windows().rows(), at.windows().columns());
  }

  /** The tiles of the input's gradient, on the output's. */
  public static WinogradTiles turned(Convolution at) {
    return new WinogradTiles(turned(at.windows().rows()), turned(at.windows().columns()));
  }

  private static Axis turned(Axis axis) {
    return axis.residues().getFirst().windows().getFirst();
  }

  /** The tiles of an image. */
  public int count() {
    return Math.ceilDiv(rows.windows(), WINDOWS) * across();
  }

  private int across() {
    return Math.ceilDiv(columns.windows(), WINDOWS);
  }

  /** The first row of windows of a tile. */
  public int windowRow(int tile) {
    return tile / across() * WINDOWS;
  }

  /** The first column of windows of a tile. */
  public int windowColumn(int tile) {
    return tile % across() * WINDOWS;
  }

  /** Whether a window of a tile exists. */
  public boolean has(int tile, int row, int column) {
    return windowRow(tile) + row < rows.windows()
        && windowColumn(tile) + column < columns.windows();
  }

  /** The number of a window of a tile. */
  public int window(int tile, int row, int column) {
    return (windowRow(tile) + row) * columns.windows() + windowColumn(tile) + column;
  }

  /** The first row of pixels of a tile; may be outside of the image. */
  public int pixelRow(int tile) {
    return rows.position(windowRow(tile), 0);
  }

  /** The first column of pixels of a tile; may be outside of the image. */
  public int pixelColumn(int tile) {
    return columns.position(windowColumn(tile), 0);
  }
}
