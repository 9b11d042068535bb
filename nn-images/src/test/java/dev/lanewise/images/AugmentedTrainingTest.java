package dev.lanewise.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.Subset;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.predict.Predictor;
import dev.lanewise.train.Allocations;
import dev.lanewise.train.Fit;
import dev.lanewise.train.StopReason;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainerState;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photos, all kinds of changes, a network: from files to a prediction. */
class AugmentedTrainingTest {
  private static final ImageSettings SETTINGS = ImageSettings.rgb(8, 8);
  private static final Augmentation AUGMENTATION =
      Augmentation.none()
          .withFlip()
          .withCrop(1)
          .withRotation(10)
          .withZoom(0.1)
          .withBrightness(0.1)
          .withContrast(0.2)
          .withCutOut(2)
          .withMixUp(0.2);

  @TempDir private Path directory;
  private PhotoDataset photos;
  private Dataset plain;
  private Dataset augmented;

  @BeforeEach
  void read() {
    photos = ImageFolder.open(TestImages.folders(directory, 3, 10, 8, 8)).read(SETTINGS);
    plain = OneHotDataset.of(photos, 3);
    augmented = AugmentedDataset.of(Subset.first(plain, 27), AUGMENTATION);
  }

  private static Trainer.Builder settings(Trainer.Builder builder) {
    return builder.batchSize(4).backend("reference");
  }

  private Trainer.Builder fresh() {
    Network network =
        Network.of(photos.inputShape(), new Flatten(), new Dense(9, Activation.RELU), new Dense(3));
    return settings(
        Trainer.builder(network.initialize(1), Loss.softmaxCrossEntropy(), Optimizer.adam(0.01))
            .seed(3));
  }

  private long checksum(int threads) {
    try (Trainer trainer = fresh().threads(threads).build()) {
      trainer.fit(augmented, Fit.epochs(3).withValidation(plain));
      return trainer.state().model().checksum();
    }
  }

  @Test
  void threadsDoNotMatter() {
    long expected = checksum(1);
    for (int threads : new int[] {2, 3, 7}) {
      assertEquals(expected, checksum(threads));
    }
  }

  @Test
  void aTrainingThatGoesOnSeesTheSameImages() {
    long expected = checksum(1);
    for (int steps : new int[] {1, 5, 7, 10, 20}) {
      TrainerState half;
      try (Trainer trainer = fresh().build()) {
        assertEquals(
            StopReason.STEP_BUDGET,
            trainer.fit(augmented, Fit.upToEpoch(3).withStepBudget(steps)).reason());
        half = trainer.state();
      }
      Trainer.Builder resumed =
          settings(Trainer.resume(half, Loss.softmaxCrossEntropy(), Optimizer.adam(0.01)));
      try (Trainer trainer = resumed.build()) {
        trainer.fit(augmented, Fit.upToEpoch(3));
        assertEquals(expected, trainer.state().model().checksum());
      }
    }
  }

  @Test
  void augmentationIsOffInEvaluation() {
    try (Trainer trainer = fresh().build();
        Trainer without = fresh().build()) {
      assertEquals(trainer.evaluate(Subset.first(plain, 27)), trainer.evaluate(augmented));
      trainer.fit(augmented, Fit.epochs(1));
      without.fit(Subset.first(plain, 27), Fit.epochs(1));
      assertNotEquals(without.state().model().checksum(), trainer.state().model().checksum());
    }
  }

  @Test
  void predictionsOfAFileAreThoseOfItsSample() {
    try (Trainer trainer = fresh().build()) {
      trainer.fit(augmented, Fit.epochs(1));
      Predictor predictor = Predictor.of(trainer.model());
      Matrix inputs = Matrix.of(new float[192], 1, 192);
      photos.read(5, inputs, Matrix.allocate(1, 1), 0);
      float[] photo = new PhotoReader(photos.settings()).read(photos.folder().files().get(5));
      assertArrayEquals(predictor.predict(inputs.data()), predictor.predict(photo));
    }
  }

  @Test
  void samplesAllocateNothing() {
    Matrix inputs = Matrix.allocate(4, 192);
    Matrix targets = Matrix.allocate(4, 3);
    Dataset epoch = augmented.inEpoch(1, 1);
    Allocations allocations = new Allocations(List.of());
    int[] next = new int[1];
    BooleanSupplier read =
        () -> {
          int index = next[0]++ % 27;
          inputs.data()[0] = epoch.fetch(index);
          epoch.read(index, inputs, targets, index % 4);
          return allocations.count();
        };
    while (!read.getAsBoolean()) {}
    assertTrue(allocations.isClean(), allocations::toString);
  }
}
