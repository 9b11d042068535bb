package dev.lanewise.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.layers.AveragePool1d;
import dev.lanewise.layers.AveragePool2d;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.layers.Conv1d;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.ConvTranspose2d;
import dev.lanewise.layers.Crop2d;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Extent;
import dev.lanewise.layers.Flatten;
import dev.lanewise.layers.GlobalAveragePool;
import dev.lanewise.layers.GlobalMaxPool;
import dev.lanewise.layers.GroupNorm;
import dev.lanewise.layers.LayerNorm;
import dev.lanewise.layers.MaxPool1d;
import dev.lanewise.layers.MaxPool2d;
import dev.lanewise.layers.Padding;
import dev.lanewise.layers.Permute;
import dev.lanewise.layers.Reshape;
import dev.lanewise.layers.SpatialDropout;
import dev.lanewise.layers.UpSample2d;
import dev.lanewise.layers.ZeroPad2d;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.predict.Predictor;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Progress;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainerState;
import dev.lanewise.train.TrainingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks on images in model files and checkpoints. */
class ImageFilesTest {
  private static final Shape IMAGE = Shape.of(6, 7, 4);

  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = directory.resolve("image.safetensors");
  }

  /** A layer with settings that are not the default, and how files say it, for all times. */
  record Named(Layer layer, String json) {
    @Override
    public String toString() {
      return json;
    }
  }

  static Stream<Named> layers() {
    Conv2d conv =
        new Conv2d(6, new Extent(3, 2), Activation.leakyRelu(0.5f))
            .withStride(new Extent(2, 1))
            .withDilation(new Extent(1, 3))
            .withInitializers(Initializer.constant(0.5f), Initializer.zeros());
    return Stream.of(
        new Named(
            conv.withPadding(Padding.of(1, 0, 2, 3)).withGroups(2).withoutBias(),
            "'type':'conv2d','units':6,'kernel':[3,2],'stride':[2,1],'padding':[1,0,2,3],'dilation':[1,3],'groups':2,'bias':false,'activation':'leaky_relu','alpha':0.5,'weight_initializer':{'type':'constant','value':0.5},'bias_initializer':{'type':'constant','value':0.0}"),
        new Named(
            conv,
            "'type':'conv2d','units':6,'kernel':[3,2],'stride':[2,1],'padding':'valid','dilation':[1,3],'groups':1,'bias':true,'activation':'leaky_relu','alpha':0.5,'weight_initializer':{'type':'constant','value':0.5},'bias_initializer':{'type':'constant','value':0.0}"),
        new Named(
            new ConvTranspose2d(5, 3, 2, Activation.RELU)
                .withPadding(Padding.of(1), 1)
                .withInitializers(Initializer.zeros(), Initializer.zeros()),
            "'type':'conv_transpose2d','units':5,'kernel':[3,3],'stride':[2,2],'padding':[1,1,1,1],'more':1,'bias':true,'activation':'relu','alpha':0.0,'weight_initializer':{'type':'constant','value':0.0},'bias_initializer':{'type':'constant','value':0.0}"),
        new Named(
            new MaxPool2d(
                new Extent(3, 2), new Extent(1, 2), Padding.same(), new Extent(2, 1), true),
            "'type':'max_pool2d','kernel':[3,2],'stride':[1,2],'padding':'same','dilation':[2,1],'ceiling':true"),
        new Named(
            new AveragePool2d(
                new Extent(3, 2), new Extent(1, 2), Padding.of(1, 2, 0, 1), true, false),
            "'type':'average_pool2d','kernel':[3,2],'stride':[1,2],'padding':[1,2,0,1],'counts_border':true,'ceiling':false"),
        new Named(new GlobalAveragePool(), "'type':'global_average_pool'"),
        new Named(new GlobalMaxPool(), "'type':'global_max_pool'"),
        new Named(new BatchNorm(0.25f, 0.5f), "'type':'batch_norm','rate':0.25,'epsilon':0.5"),
        new Named(new LayerNorm(0.5f), "'type':'layer_norm','epsilon':0.5"),
        new Named(new GroupNorm(2, 0.5f), "'type':'group_norm','groups':2,'epsilon':0.5"),
        new Named(new Reshape(3, -1, 8), "'type':'reshape','shape':[3,-1,8]"),
        new Named(new Permute(2, 0, 1), "'type':'permute','axes':[2,0,1]"),
        new Named(new ZeroPad2d(1, 0, 3, 2), "'type':'zero_pad2d','pixels':[1,0,3,2]"),
        new Named(new Crop2d(1, 0, 3, 2), "'type':'crop2d','pixels':[1,0,3,2]"),
        new Named(
            new UpSample2d(new Extent(2, 3), UpSample2d.Mode.NEAREST),
            "'type':'up_sample2d','factor':[2,3],'mode':'nearest'"),
        new Named(
            new UpSample2d(2, UpSample2d.Mode.BILINEAR),
            "'type':'up_sample2d','factor':[2,2],'mode':'bilinear'"),
        new Named(new SpatialDropout(0.25f), "'type':'spatial_dropout','rate':0.25"));
  }

  static Stream<Named> layersOfSequences() {
    return Stream.of(
        new Named(
            new Conv1d(6, 3, Activation.TANH)
                .withStride(2)
                .withPadding(Padding.of(1, 0, 0, 0))
                .withDilation(4)
                .withGroups(2)
                .withoutBias()
                .withInitializers(Initializer.zeros(), Initializer.zeros()),
            "'type':'conv1d','units':6,'kernel':3,'stride':2,'padding':[1,0,0,0],'dilation':4,'groups':2,'bias':false,'activation':'tanh','alpha':0.0,'weight_initializer':{'type':'constant','value':0.0},'bias_initializer':{'type':'constant','value':0.0}"),
        new Named(
            new MaxPool1d(3, 2, Padding.of(1, 0, 0, 0), 2, true),
            "'type':'max_pool1d','kernel':3,'stride':2,'padding':[1,0,0,0],'dilation':2,'ceiling':true"),
        new Named(
            new AveragePool1d(3, 2, Padding.same(), true, false),
            "'type':'average_pool1d','kernel':3,'stride':2,'padding':'same','counts_border':true,'ceiling':false"));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void layersComeBack(Named named) throws IOException {
    assertComesBack(IMAGE, named);
  }

  @ParameterizedTest
  @MethodSource("layersOfSequences")
  void layersOfSequencesComeBack(Named named) throws IOException {
    assertComesBack(Shape.of(9, 4), named);
  }

  private void assertComesBack(Shape input, Named named) throws IOException {
    Network network = Network.of(input, named.layer());
    ModelFile.save(network.initialize(1), file);
    assertEquals(network, ModelFile.load(file).model().network());
    String text = Files.readString(file, StandardCharsets.ISO_8859_1).replace("\\\"", "'");
    assertTrue(text.contains("'operation':{" + named.json() + "}"), text);
  }

  /** A convolutional network with all that a file must hold, its state above all. */
  private static Network network() {
    return Network.of(
        IMAGE,
        new Conv2d(8, 3, Activation.IDENTITY).withPadding(Padding.same()).withoutBias(),
        new BatchNorm(0.3f, 1e-3f),
        new MaxPool2d(2),
        new Conv2d(6, 2, Activation.RELU).withGroups(2),
        new BatchNorm(),
        new Flatten(),
        new Dense(3));
  }

  private static Dataset data() {
    float[] inputs = new float[10 * IMAGE.size()];
    int[] labels = new int[10];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (i / IMAGE.size() * 31 + i * 17) % 23 / 23f - 0.5f;
    }
    Arrays.setAll(labels, i -> i * 7 % 3);
    return ArrayDataset.of(inputs, IMAGE, labels);
  }

  private static Trainer started(Trainer.Builder builder) {
    return builder.batchSize(4).threads(2).build();
  }

  /** Trains for three epochs, and saves in the middle of the second. */
  private Model trained() {
    Trainer.Builder builder =
        Trainer.builder(network().initialize(3), Loss.softmaxCrossEntropy(), Optimizer.adam(0.01))
            .seed(7);
    try (Trainer trainer = started(builder)) {
      TrainingListener saves =
          new TrainingListener() {
            @Override
            public void onBatch(Progress progress) {
              if (progress.finishedSteps() == 4) {
                TrainerState state = trainer.state();
                Checkpoint.save(state, file);
                CheckpointTest.assertSame(state, Checkpoint.load(file));
              }
            }
          };
      trainer.fit(data(), Fit.epochs(3).withListener(saves));
      return trainer.model();
    }
  }

  @Test
  void trainingGoesOnWithRunningStatistics() {
    Model whole = trained();
    TrainerState state = Checkpoint.load(file);
    float[] means = state.model().values("1.mean");
    assertFalse(Arrays.equals(new float[8], means));
    assertEquals(List.of(), state.slots().getOrDefault("1.mean", List.of()));
    try (Trainer trainer =
        started(Trainer.resume(state, Loss.softmaxCrossEntropy(), Optimizer.adam(0.01)))) {
      trainer.fit(data(), Fit.upToEpoch(3));
      assertEquals(whole.checksum(), trainer.model().checksum());
    }
    assertNotEquals(whole.checksum(), state.model().checksum());
  }

  @Test
  void trainedModelsPredictTheSame() {
    Model model = trained();
    ModelFile.save(model, file);
    Model read = ModelFile.load(file).model();
    assertEquals(model.checksum(), read.checksum());
    assertArrayEquals(model.values("4.variance"), read.values("4.variance"));
    float[] image = new float[IMAGE.size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = i * 13 % 19 / 19f;
    }
    assertArrayEquals(Predictor.of(model).predict(image), Predictor.of(read).predict(image));
  }
}
