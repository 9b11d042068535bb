package dev.lanewise.bench.compare;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Trains with Deeplearning4j and prints a line of JSON for each epoch. The data lies in two arrays
 * of ND4J, which gathers the rows of a batch itself.
 */
final class Dl4jProcess implements Task.Step {
  private static final int CLASSES = 10;

  private final MultiLayerNetwork network;
  private final INDArray images;
  private final INDArray labels;

  private Dl4jProcess(Task task) {
    network = network(task.sizes(), task.adam() ? new Adam(0.001) : new Sgd(0.1));
    FloatImages data = FloatImages.of(task);
    int samples = task.workload().samples();
    images = Nd4j.create(data.pixels(), samples, FloatImages.SIZE);
    float[] oneHot = new float[samples * CLASSES];
    for (int i = 0; i < samples; i++) {
      oneHot[i * CLASSES + data.labels()[i]] = 1;
    }
    labels = Nd4j.create(oneHot, samples, CLASSES);
  }

  /** Takes the words of a {@link Task}; the number of threads is in the environment. */
  public static void main(String[] args) {
    Task task = Task.parse(args);
    task.train(new Dl4jProcess(task));
  }

  @Override
  public double train(int[] samples) {
    network.fit(Nd4j.pullRows(images, 1, samples), Nd4j.pullRows(labels, 1, samples));
    return network.score();
  }

  private static MultiLayerNetwork network(int[] sizes, IUpdater updater) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(42)
            .updater(updater)
            .weightInit(WeightInit.XAVIER)
            .list();
    int last = sizes.length - 1;
    for (int i = 1; i < last; i++) {
      layers.layer(
          new DenseLayer.Builder()
              .nIn(sizes[i - 1])
              .nOut(sizes[i])
              .activation(Activation.RELU)
              .build());
    }
    layers.layer(
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(sizes[last - 1])
            .nOut(sizes[last])
            .activation(Activation.SOFTMAX)
            .build());
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    return network;
  }
}
