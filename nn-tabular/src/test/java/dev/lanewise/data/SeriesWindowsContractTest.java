package dev.lanewise.data;

import dev.lanewise.Shape;
import dev.lanewise.tabular.CsvFormat;
import dev.lanewise.tabular.CsvTable;
import dev.lanewise.tabular.PreparedSeries;
import dev.lanewise.tabular.SeriesRecipe;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** Values -1, 1 and -1, 1, 1, -1 have mean 0 and deviation 1, so that scaling keeps them. */
class SeriesWindowsContractTest extends DatasetContract {

  @Override
  Dataset dataset() {
    byte[] text = "a,b\n-1,-1\n1,1\n-1,1\n1,-1\n".getBytes(StandardCharsets.UTF_8);
    CsvTable table = CsvTable.read(new ByteArrayInputStream(text), "test", CsvFormat.standard());
    return PreparedSeries.of(table, SeriesRecipe.predicting("b", 2, 1), 0, 0).training();
  }

  @Override
  float[][] expectedInputs() {
    return new float[][] {{-1, -1, 1, 1}, {1, 1, -1, 1}};
  }

  @Override
  float[][] expectedTargets() {
    return new float[][] {{1}, {-1}};
  }

  @Override
  Shape expectedShape() {
    return Shape.of(2, 2);
  }
}
