package dev.lanewise.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Sizes around the tiles, panels and vectors of every implementation. */
public final class Sizes {
  /** Columns of matrices that are worked on element by element. */
  public static final List<Integer> COLUMNS =
      List.of(1, 2, 3, 7, 8, 10, 15, 16, 17, 31, 32, 33, 48, 65, 97, 130, 257);

  /** More columns than a sum over a row takes as one block: two blocks more, the last one short. */
  public static final int WIDE = Kernels.SUM_LANES * (SumTree.CHAIN + SumTree.BLOCK) + 13;

  private static final int[] PLAIN = {
    1, 2, 3, 5, 7, 8, 9, 11, 12, 13, 15, 16, 17, 24, 25, 31, 32, 33, 47, 48, 49, 64, 97, 130, 257
  };

  /** Longer than any block of the inner index is likely to be. */
  private static final int LONG = 1030;

  /** Longer than a chain of a product: several blocks, the last of them short. */
  private static final int DEEP = 17 * SumTree.BLOCK + 37;

  /** A product of {@code rows x inputs} and {@code inputs x units}. */
  public record Product(int rows, int inputs, int units) {}

  private Sizes() {}

  /** Products that combine each size in each role with several others. */
  public static List<Product> products(int tile) {
    int[] sizes =
        IntStream.concat(
                IntStream.of(PLAIN),
                IntStream.of(tile - 1, tile, tile + 1, 2 * tile, 2 * tile + 1, 4 * tile + 3))
            .filter(size -> size > 0)
            .toArray();
    List<Product> products = new ArrayList<>();
    int n = sizes.length;
    for (int i = 0; i < n; i++) {
      products.add(new Product(sizes[i], sizes[(3 * i + 1) % n], sizes[(7 * i + 5) % n]));
      products.add(new Product(sizes[i], sizes[(5 * i + 2) % n], sizes[(2 * i + 9) % n]));
      products.add(new Product(sizes[i], sizes[(11 * i + 4) % n], sizes[(13 * i + 3) % n]));
    }
    products.add(new Product(LONG, 3, 17));
    products.add(new Product(tile + 1, LONG, 2));
    products.add(new Product(2, tile + 2, LONG));
    products.add(new Product(tile + 1, DEEP, 33));
    products.add(new Product(1, SumTree.CHAIN + 1, 9));
    products.add(new Product(70, SumTree.CHAIN + 4, 70));
    products.add(new Product(3, tile + 1, DEEP));
    products.add(new Product(70, 5, SumTree.CHAIN + 8));
    products.add(new Product(2, SumTree.CHAIN, 5));
    return products;
  }
}
