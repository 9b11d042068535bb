package dev.lanewise.bench.products;

import dev.lanewise.bench.Table;
import dev.lanewise.bench.turns.Entrant;
import dev.lanewise.bench.turns.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The products for people.
 *
 * @param libraries those that were measured, ours first
 * @param peak GFLOP/s
 */
record ProductReport(
    Outcome outcome, List<? extends Calculation> products, List<String> libraries, double peak) {

  ProductReport(Outcome outcome, List<? extends Calculation> products) {
    this(
        outcome,
        products,
        outcome.all().keySet().stream()
            .filter(name -> products.stream().anyMatch(each -> measured(outcome, name, each)))
            .toList(),
        outcome.median(Contenders.PEAK, Contenders.PEAK).orElse(Double.NaN));
  }

  private static boolean measured(Outcome outcome, String library, Calculation product) {
    return outcome.median(library, product.toString()).isPresent();
  }

  /** For matrices and for convolutions a table and one that sums it up, and how to read them. */
  static String text(
      Outcome outcome, List<Product> products, List<ConvolutionProduct> convolutions) {
    ProductReport ofMatrices = new ProductReport(outcome, products);
    return ofMatrices.tables()
        + "\n"
        + new ProductReport(outcome, convolutions).tables()
        + String.format(
            Locale.ROOT,
            """

            GFLOP/s on one thread, and the share of the core's FMA peak, %.0f GFLOP/s; medians of \
            the rounds. Ratios are Lanewise's
            speed divided by the library's. Products are y = x w (forward), dx = dy w^T and \
            dw = x^T dy. Lanewise's weights lie in
            panels, as an optimizer's step leaves them; the others get plain matrices. MKL is the \
            one inside PyTorch 2.7.1, with its
            defaults, OpenBLAS is 0.3.30, VectorBLAS is netlib's 3.0.4.
            Convolutions are named by images, units and windows, with the stride if it is not 1; \
            the border is half a window, and counts.
            PyTorch has channels first or last in memory, whatever is faster.
            """,
            ofMatrices.peak);
  }

  private String tables() {
    return table().text() + "\n" + summary().text();
  }

  Table table() {
    List<String> headings = new ArrayList<>(List.of("layer", "batch", "product"));
    for (String library : libraries) {
      headings.add(library);
      headings.add("of peak");
    }
    Table table = new Table(headings.toArray(String[]::new));
    for (Calculation product : products) {
      List<String> row = new ArrayList<>();
      row.add(product.layer());
      row.add(Integer.toString(product.batch()));
      row.add(product.pass().toString());
      for (String library : libraries) {
        OptionalDouble speed = outcome.median(library, product.toString());
        row.add(speed.isPresent() ? format("%.1f", speed.getAsDouble()) : "-");
        row.add(speed.isPresent() ? percent(speed.getAsDouble()) : "-");
      }
      table.add(row.toArray(String[]::new));
    }
    return table;
  }

  /** Geometric means and extremes over all products. */
  Table summary() {
    Table table =
        new Table("library", "mean of peak", "mean ratio", "least", "greatest", "Lanewise faster");
    for (String library : libraries) {
      List<String> measured =
          products.stream()
              .map(Calculation::toString)
              .filter(name -> outcome.median(library, name).isPresent())
              .toList();
      if (!measured.isEmpty()) {
        double[] speeds = speeds(library, measured);
        double[] ratios = speeds(Entrant.LANEWISE, measured);
        for (int i = 0; i < ratios.length; i++) {
          ratios[i] /= speeds[i];
        }
        boolean ours = library.equals(Entrant.LANEWISE);
        table.add(
            library,
            percent(StatUtils.geometricMean(speeds)),
            ours ? "-" : format("%.2f", StatUtils.geometricMean(ratios)),
            ours ? "-" : format("%.2f", StatUtils.min(ratios)),
            ours ? "-" : format("%.2f", StatUtils.max(ratios)),
            ours
                ? "-"
                : "%d of %d"
                    .formatted(Arrays.stream(ratios).filter(r -> r > 1).count(), ratios.length));
      }
    }
    return table;
  }

  private double[] speeds(String library, List<String> figures) {
    return figures.stream()
        .mapToDouble(figure -> outcome.median(library, figure).orElse(Double.NaN))
        .toArray();
  }

  private String percent(double speed) {
    return format("%.0f %%", 100 * speed / peak);
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
