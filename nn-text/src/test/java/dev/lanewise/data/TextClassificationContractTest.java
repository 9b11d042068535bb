package dev.lanewise.data;

import dev.lanewise.Shape;
import dev.lanewise.text.CharacterTokenizer;
import dev.lanewise.text.KeptEnd;
import dev.lanewise.text.TextClassification;
import dev.lanewise.text.TextSource;
import java.util.List;

class TextClassificationContractTest extends DatasetContract {

  @Override
  Dataset dataset() {
    List<String> texts = List.of("ab", "cbacb", "c");
    return TextClassification.of(
        texts,
        new int[] {1, 0, 2},
        CharacterTokenizer.train(TextSource.texts(texts)),
        3,
        KeptEnd.LAST);
  }

  @Override
  float[][] expectedInputs() {
    return new float[][] {{0, 1, 0, 2}, {0, 2, 1, 3}, {2, 0, 0, 1}};
  }

  @Override
  float[][] expectedTargets() {
    return new float[][] {{1}, {0}, {2}};
  }

  @Override
  Shape expectedShape() {
    return Shape.of(4);
  }
}
