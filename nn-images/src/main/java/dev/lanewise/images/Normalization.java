package dev.lanewise.images;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.data.Dataset;
import java.util.ArrayList;
import java.util.List;

/**
 * How bytes become the values that a network sees: {@code (byte / 255 - mean) / deviation}, per
 * channel, computed in double and rounded once. Immutable.
 *
 * @param means of the channels; one value stands for all channels
 * @param deviations of the channels, as many, each above 0
 */
public record Normalization(List<Double> means, List<Double> deviations) {
  /** The values of a byte. */
  static final int LEVELS = 256;

  private static final Normalization UNIT = of(0, 1);

  /** Copies and checks the numbers. */
  public Normalization {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    boolean counts = means.size() == deviations.size() && !means.isEmpty();
    if (!counts
        || !means.stream().allMatch(Double::isFinite)
        || !deviations.stream().allMatch(each -> each > 0 && Double.isFinite(each))) {
      throw new SettingException(
          "Normalization: expected a finite mean and a deviation above 0 for each channel; found means %s and deviations %s."
              .formatted(means, deviations));
    }
  }

  /** Values from 0 for black to 1 for white. */
  public static Normalization unit() {
    return UNIT;
  }

  /** The same mean and deviation for all channels, where black is 0 and white is 1. */
  public static Normalization of(double mean, double deviation) {
    return new Normalization(List.of(mean), List.of(deviation));
  }

  /**
   * The means and deviations of the values that a data set has, by channel: that of training data
   * which were read with {@link #unit} makes their values have mean 0 and deviation 1. Where all
   * values of a channel are the same, the deviation is 1. Reads all samples one after the other.
   */
  public static Normalization measured(Dataset data) {
    int channels = data.inputShape().channels();
    Matrix inputs = Matrix.allocate(1, data.inputShape().size());
    Matrix targets = Matrix.allocate(1, data.targetColumns());
    double[] sums = new double[channels];
    double[] squares = new double[channels];
    for (int sample = 0; sample < data.size(); sample++) {
      data.read(sample, inputs, targets, 0);
      for (int i = 0; i < inputs.cols(); i++) {
        double value = inputs.get(0, i);
        sums[i % channels] += value;
        squares[i % channels] += value * value;
      }
    }
    return of(sums, squares, (double) data.size() * data.inputShape().positions());
  }

  private static Normalization of(double[] sums, double[] squares, double count) {
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (int c = 0; c < sums.length; c++) {
      double mean = sums[c] / count;
      double variance = squares[c] / count - mean * mean;
      // What is left of equal values is rounding.
      boolean varies = variance > 1e-9 * squares[c] / count;
      means.add(mean);
      deviations.add(varies ? Math.sqrt(variance) : 1);
    }
    return new Normalization(means, deviations);
  }

  /** Whether there are numbers for so many channels. */
  boolean suits(int channels) {
    return means.size() == 1 || means.size() == channels;
  }

  /** The values of each byte, channel after channel. */
  float[] table(int channels) {
    float[] table = new float[channels * LEVELS];
    for (int i = 0; i < table.length; i++) {
      int numbers = means.size() == 1 ? 0 : i / LEVELS;
      table[i] = (float) ((i % LEVELS / 255.0 - means.get(numbers)) / deviations.get(numbers));
    }
    return table;
  }

  /** The values of bytes, channels last, into a part of an array. */
  static void apply(float[] table, byte[] pixels, int channels, float[] values, int at) {
    if (channels == 1) {
      for (int i = 0; i < pixels.length; i++) {
        values[at + i] = table[pixels[i] & 0xff];
      }
      return;
    }
    for (int i = 0; i < pixels.length; i += channels) {
      for (int c = 0; c < channels; c++) {
        values[at + i + c] = table[c * LEVELS + (pixels[i + c] & 0xff)];
      }
    }
  }
}
