package dev.lanewise.examples;

import dev.lanewise.Printable;
import dev.lanewise.data.Split;
import dev.lanewise.data.Splits;
import dev.lanewise.data.Subset;
import dev.lanewise.images.Augmentation;
import dev.lanewise.images.AugmentedDataset;
import dev.lanewise.images.ImageFolder;
import dev.lanewise.images.ImageSettings;
import dev.lanewise.images.Normalization;
import dev.lanewise.images.PhotoDataset;
import dev.lanewise.images.PhotoReader;
import dev.lanewise.layers.Softmax;
import dev.lanewise.listeners.ConsoleLog;
import dev.lanewise.loss.Loss;
import dev.lanewise.networks.Networks;
import dev.lanewise.nn.Model;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.predict.Predictor;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.nio.file.Path;

/** Learns from photos in a folder for each class, and says what one shows that it has not seen. */
public final class OwnPhotos {
  private OwnPhotos() {}

  /** Learns from the directory that is given, or from drawings of its own. */
  public static void main(String[] args) {
    ImageFolder folder = ImageFolder.open(args.length > 0 ? Path.of(args[0]) : Drawings.draw());
    System.out.println(folder.size() + " photos of " + folder.classes().size() + " classes");
    Split split = Splits.stratified(folder.labels(), 0, 0.2, 1);
    PhotoDataset read = folder.read(ImageSettings.rgb(32, 32).cropped());
    Normalization normal = Normalization.measured(Subset.of(read, split.training()));
    PhotoDataset photos = read.withNormalization(normal);
    Model model = train(photos, split);
    Path photo = folder.files().get(split.test()[0]);
    float[] pixels = new PhotoReader(photos.settings()).read(photo);
    float[] shares = Softmax.probabilities(Predictor.of(model).predict(pixels));
    System.out.println(Printable.of(photo.toString()) + " shows");
    for (int i = 0; i < shares.length; i++) {
      String name = Printable.of(folder.classes().get(i));
      System.out.println("  " + name + ": " + Math.round(100 * shares[i]) + " %");
    }
  }

  private static Model train(PhotoDataset photos, Split split) {
    Augmentation changes = Augmentation.none().withFlip().withCrop(2);
    AugmentedDataset training = AugmentedDataset.of(Subset.of(photos, split.training()), changes);
    Model fresh = Networks.lenet(photos.inputShape(), photos.classes().size()).initialize(1);
    Trainer.Builder builder =
        Trainer.builder(fresh, Loss.softmaxCrossEntropy(), Optimizer.adam(0.002));
    Fit fit = Fit.epochs(10).withListener(ConsoleLog.to(System.out));
    try (Trainer trainer = builder.batchSize(16).build()) {
      trainer.fit(training, fit.withValidation(Subset.of(photos, split.test())));
      return trainer.model();
    }
  }
}
