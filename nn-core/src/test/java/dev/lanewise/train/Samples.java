package dev.lanewise.train;

import dev.lanewise.Matrix;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import java.util.Random;

/** Small random data sets. */
public final class Samples {

  private Samples() {}

  /** Inputs between -1 and 1, and class indices. */
  public static Dataset classes(int samples, Shape shape, int classes, long seed) {
    Random random = new Random(seed);
    float[] inputs = uniform(samples * shape.size(), random);
    int[] labels = random.ints(samples, 0, classes).toArray();
    return ArrayDataset.of(inputs, shape, labels);
  }

  /** The class of a sample. */
  public static int classOf(Dataset data, int sample) {
    Matrix target = Matrix.allocate(1, 1);
    data.read(sample, Matrix.allocate(1, data.inputShape().size()), target, 0);
    return (int) target.get(0, 0);
  }

  /** Inputs and targets between -1 and 1. */
  public static Dataset regression(int samples, Shape shape, int targets, long seed) {
    Random random = new Random(seed);
    float[] inputs = uniform(samples * shape.size(), random);
    return ArrayDataset.of(inputs, shape, uniform(samples * targets, random), targets);
  }

  /** Inputs between -1 and 1, and targets that are each 0 or 1. */
  public static Dataset binary(int samples, Shape shape, int targets, long seed) {
    Random random = new Random(seed);
    float[] inputs = uniform(samples * shape.size(), random);
    float[] bits = new float[samples * targets];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = random.nextInt(2);
    }
    return ArrayDataset.of(inputs, shape, bits, targets);
  }

  /** Inputs between -1 and 1, and distributions over the classes. */
  public static Dataset distributions(int samples, Shape shape, int classes, long seed) {
    Random random = new Random(seed);
    float[] inputs = uniform(samples * shape.size(), random);
    float[] targets = new float[samples * classes];
    for (int row = 0; row < samples; row++) {
      float sum = 0;
      for (int c = 0; c < classes; c++) {
        targets[row * classes + c] = random.nextFloat();
        sum += targets[row * classes + c];
      }
      for (int c = 0; c < classes; c++) {
        targets[row * classes + c] /= sum;
      }
    }
    return ArrayDataset.of(inputs, shape, targets, classes);
  }

  public static float[] uniform(int length, Random random) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return values;
  }
}
