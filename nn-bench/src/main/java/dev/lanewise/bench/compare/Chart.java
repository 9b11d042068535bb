package dev.lanewise.bench.compare;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The comparison as a picture: how many times as fast as the best peer Lanewise is. */
final class Chart {
  private static final int WIDTH = 1100;
  private static final int HEIGHT = 560;

  private Chart() {}

  /** Writes a PNG file. Needs no display, but the fonts of the system. */
  static void write(Comparison comparison, String machine, Path file) throws IOException {
    BufferedImage image = BitmapEncoder.getBufferedImage(chart(comparison, machine));
    ImageIO.write(image, "png", file.toFile());
  }

  /** Networks and batches along the axis, a bar for each optimizer. */
  static CategoryChart chart(Comparison comparison, String machine) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("Training: Lanewise's speed over the best peer's, " + machine)
            .xAxisTitle("network / batch")
            .yAxisTitle("times as fast")
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setYAxisDecimalPattern("0.0");
    List<String> labels = comparison.verdicts().stream().map(Chart::label).distinct().toList();
    series(comparison)
        .forEach((name, ratios) ->
            chart.addSeries(
                name,
                labels,
                labels.stream().map(label -> ratios.getOrDefault(label, 0.0)).toList()));
    return chart;
  }

  private static Map<String, Map<String, Double>> series(Comparison comparison) {
    Map<String, Map<String, Double>> series = new LinkedHashMap<>();
    for (Comparison.Row row : comparison.verdicts()) {
      String optimizer = row.cell().workload().optimizer();
      row.best()
          .ifPresent(best ->
              series
                  .computeIfAbsent(optimizer, _ -> new LinkedHashMap<>())
                  .put(label(row), best.ratio()));
    }
    return series;
  }

  private static String label(Comparison.Row row) {
    Workload workload = row.cell().workload();
    return workload.network() + " / " + workload.batch();
  }
}
