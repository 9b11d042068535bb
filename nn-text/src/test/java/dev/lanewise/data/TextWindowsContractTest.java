package dev.lanewise.data;

import dev.lanewise.Shape;
import dev.lanewise.text.TextWindows;
import dev.lanewise.text.Tokens;

class TextWindowsContractTest extends DatasetContract {

  @Override
  Dataset dataset() {
    return TextWindows.of(Tokens.of(5, 6, 7, 70_000, 9, 10, 11, 12), 3);
  }

  @Override
  float[][] expectedInputs() {
    return new float[][] {{5, 6, 7}, {70_000, 9, 10}};
  }

  @Override
  float[][] expectedTargets() {
    return new float[][] {{6, 7, 70_000}, {9, 10, 11}};
  }

  @Override
  Shape expectedShape() {
    return Shape.of(3);
  }
}
