package dev.lanewise.bench.products;

import dev.lanewise.bench.compare.Statistics;
import dev.lanewise.bench.products.Multiplier.Multiplication;
import dev.lanewise.bench.turns.Figure;
import dev.lanewise.bench.turns.WarmUp;
import java.util.List;
import java.util.SplittableRandom;

/** Measures a library: checks each product, repeats it, and prints its GFLOP/s. */
final class ProductMeasurement {
  /** Larger products are computed by code that has been compiled for the smaller ones. */
  private static final double MOST_WARM_UP_OPERATIONS = 1e9;

  private static final double SETTLE_SECONDS = 0.02;
  private static final double BATCH_SECONDS = 0.02;
  private static final int BATCHES = 5;
  private static final double TOLERANCE = 1e-5;

  private ProductMeasurement() {}

  /** Prints a figure for each product. */
  static <C extends Calculation> void run(Multiplier<C> library, List<C> products) {
    best(List.of(library), products);
  }

  /** Prints a figure for each product: what the best of several ways to compute it reaches. */
  static <C extends Calculation> void best(List<? extends Multiplier<C>> ways, List<C> products) {
    List<C> small =
        products.stream()
            .filter(product -> product.operations() < MOST_WARM_UP_OPERATIONS)
            .toList();
    WarmUp.run(() -> {
      for (C product : small) {
        ways.forEach(way -> repeat(prepare(way, product), SETTLE_SECONDS));
      }
    });
    for (C product : products) {
      double best =
          ways.stream().mapToDouble(way -> gflops(prepare(way, product), product)).max().orElse(0);
      new Figure(product.toString(), best).print();
    }
  }

  private static double gflops(Multiplication multiplication, Calculation product) {
    double seconds = repeat(multiplication, SETTLE_SECONDS);
    int calls = (int) Math.max(1, BATCH_SECONDS / seconds);
    double[] speeds = new double[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
      long start = System.nanoTime();
      for (int call = 0; call < calls; call++) {
        multiplication.run();
      }
      speeds[i] = calls * product.operations() / (System.nanoTime() - start);
    }
    return Statistics.median(speeds);
  }

  /** Repeats for some time; returns the seconds of a call. */
  private static double repeat(Multiplication multiplication, double seconds) {
    long start = System.nanoTime();
    int calls = 0;
    double elapsed;
    do {
      multiplication.run();
      calls++;
      elapsed = (System.nanoTime() - start) * 1e-9;
    } while (elapsed < seconds);
    return elapsed / calls;
  }

  /** A product of random numbers, of which some elements have been checked. */
  static <C extends Calculation> Multiplication prepare(Multiplier<C> library, C product) {
    SplittableRandom random = new SplittableRandom(3);
    float[] a = random(random, product.sizeA());
    float[] b = random(random, product.sizeB());
    Multiplication multiplication = library.prepare(product, a, b);
    multiplication.run();
    check(product, a, b, multiplication, 0, 0);
    check(product, a, b, multiplication, product.rows() / 2, product.cols() - 1);
    check(product, a, b, multiplication, product.rows() - 1, product.cols() / 3);
    return multiplication;
  }

  private static void check(
      Calculation product, float[] a, float[] b, Multiplication multiplication, int row, int col) {
    double expected = product.element(a, b, row, col);
    float found = multiplication.get(row, col);
    if (!(Math.abs(found - expected) <= TOLERANCE * product.inner())) {
      throw new IllegalStateException(
          "%s: expected %s at row %d, column %d; found %s"
              .formatted(product, expected, row, col, found));
    }
  }

  private static float[] random(SplittableRandom random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }
}
