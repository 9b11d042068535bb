package dev.lanewise.explain;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Activation;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.data.ArrayDataset;
import dev.lanewise.data.Dataset;
import dev.lanewise.explain.PermutationImportance.Importance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Importance of inputs, against definitions that are written down in double. */
class TableMethodsTest {
  private static final int ROWS = 25;
  private static final int INPUTS = 5;
  private static final Chain NET = Chain.of(Activation.TANH, Math::tanh, INPUTS, 12, 3);
  private static final List<InputGroup> GROUPS =
      List.of(
          new InputGroup("colour", new int[] {0, 3}),
          new InputGroup("size", new int[] {1}),
          new InputGroup("age", new int[] {4, 2}));

  private final float[][] rows = new float[ROWS][];
  private final int[] classes = new int[ROWS];
  private final Explained model = Explained.of(NET.model());

  private Dataset data() {
    Random random = new Random(2);
    float[] inputs = new float[ROWS * INPUTS];
    float[] targets = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      rows[i] = Chain.sample(INPUTS, 50 + i);
      classes[i] = random.nextInt(3);
      targets[i] = classes[i];
      System.arraycopy(rows[i], 0, inputs, i * INPUTS, INPUTS);
    }
    return ArrayDataset.of(inputs, Shape.of(INPUTS), targets, 1);
  }

  private static float[] mixed(float[] sample, float[] other, InputGroup group) {
    float[] mixed = sample.clone();
    for (int input : group.inputs()) {
      mixed[input] = other[input];
    }
    return mixed;
  }

  private static double crossEntropy(float[] x, int of) {
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      sum += Math.exp(NET.score(x, c));
    }
    return Math.log(sum) - NET.score(x, of);
  }

  @Test
  void exactImportanceIsTheMeanOverAllPairs() {
    List<Importance> found =
        new PermutationImportance(GROUPS, SampleLoss.crossEntropy()).exact(model, data());
    for (int g = 0; g < GROUPS.size(); g++) {
      double before = 0;
      double after = 0;
      for (int i = 0; i < ROWS; i++) {
        before += crossEntropy(rows[i], classes[i]) / ROWS;
        for (int j = 0; j < ROWS; j++) {
          float[] x = mixed(rows[i], rows[j], GROUPS.get(g));
          after += crossEntropy(x, classes[i]) / ROWS / ROWS;
        }
      }
      assertEquals(GROUPS.get(g).name(), found.get(g).name());
      assertEquals(after - before, found.get(g).increase(), 1e-6);
    }
  }

  @Test
  void sampledImportanceIsNearTheExactOneAndRepeats() {
    for (SampleLoss loss : List.of(SampleLoss.crossEntropy(), SampleLoss.wrongClass())) {
      PermutationImportance method = new PermutationImportance(GROUPS, loss);
      List<Importance> exact = method.exact(model, data());
      List<Importance> sampled = method.sampled(model, data(), 200, 5);
      for (int g = 0; g < GROUPS.size(); g++) {
        double difference = sampled.get(g).increase() - exact.get(g).increase();
        assertTrue(Math.abs(difference) < 3.5 * sampled.get(g).error(), sampled + " " + exact);
        assertTrue(sampled.get(g).error() > 0);
      }
      assertEquals(sampled, method.sampled(model, data(), 200, 5));
    }
  }

  @Test
  void partialDependenceIsBruteForce() {
    Dataset data = data();
    InputGroup group = GROUPS.get(2);
    List<float[]> values = List.of(new float[] {0.5f, -1}, new float[] {2, 0.25f});
    PartialDependence found = PartialDependence.of(model, data, group, values, 1);
    for (int v = 0; v < 2; v++) {
      double mean = 0;
      for (int i = 0; i < ROWS; i++) {
        float[] x = rows[i].clone();
        x[4] = values.get(v)[0];
        x[2] = values.get(v)[1];
        assertEquals(NET.score(x, 1), found.curves()[i][v], 1e-5);
        mean += NET.score(x, 1) / ROWS;
      }
      assertEquals(mean, found.mean()[v], 1e-5);
    }
  }

  @Test
  void gridsAreOccurringOrEvenValues() {
    float[] few = {3, 1, 3, 2};
    Dataset data = ArrayDataset.of(few, Shape.of(1), new float[4], 1);
    assertEquals(
        List.of(1f, 2f, 3f),
        PartialDependence.grid(data, 0, 3).stream().map(value -> value[0]).toList());
    float[] many = new float[101];
    for (int i = 0; i < many.length; i++) {
      many[i] = i;
    }
    Dataset more = ArrayDataset.of(many, Shape.of(1), new float[101], 1);
    assertEquals(
        List.of(5f, 50f, 95f),
        PartialDependence.grid(more, 0, 3).stream().map(value -> value[0]).toList());
  }

  @Test
  void exactShapleyValuesAreMeansOverAllOrders() {
    Dataset data = data();
    float[] sample = Chain.sample(INPUTS, 1);
    ShapleyValues found = ShapleyValues.exact(model, sample, 2, data, GROUPS);
    double[] expected = new double[3];
    int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (int[] order : orders) {
      for (float[] row : rows) {
        float[] x = row;
        for (int g : order) {
          float[] next = mixed(x, sample, GROUPS.get(g));
          expected[g] += (NET.score(next, 2) - NET.score(x, 2)) / ROWS / orders.length;
          x = next;
        }
      }
    }
    assertArrayEquals(expected, found.values(), 1e-5);
    double sum = Arrays.stream(found.values()).sum();
    assertEquals(found.score(), found.base() + sum, 1e-9);
    assertEquals(NET.score(sample, 2), found.score(), 1e-5);
    ShapleyValues sampled = ShapleyValues.sampled(model, sample, 2, data, GROUPS, 3000, 8);
    for (int g = 0; g < 3; g++) {
      double error = Math.abs(sampled.values()[g] - found.values()[g]);
      assertTrue(error < 3.5 * sampled.errors()[g] && sampled.errors()[g] < 0.1, "group " + g);
    }
    assertArrayEquals(
        sampled.values(), ShapleyValues.sampled(model, sample, 2, data, GROUPS, 3000, 8).values());
  }

  /** Of a linear model each input has its weight times how far it is from the mean. */
  @Test
  void linearModelsHaveSimpleShapleyValues() {
    Chain linear = Chain.of(Activation.IDENTITY, x -> x, INPUTS, 2);
    float[] sample = Chain.sample(INPUTS, 3);
    data();
    Dataset one = ArrayDataset.of(rows[0], Shape.of(INPUTS), new float[1], 1);
    ShapleyValues found =
        ShapleyValues.exact(Explained.of(linear.model()), sample, 1, one, InputGroup.each(INPUTS));
    float[] expected =
        new GradientTimesInput(rows[0]).attribute(Explained.of(linear.model()), sample, 1).values();
    assertArrayEquals(Chain.toDouble(expected), found.values(), 1e-5);
  }

  @Test
  void refusesWhatMeansNothing() {
    Dataset data = data();
    float[] sample = new float[INPUTS];
    assertError(
        SettingException.class,
        () -> ShapleyValues.exact(model, sample, 0, data, GROUPS.subList(0, 2)),
        "each of the 5 inputs",
        "found 3");
    List<InputGroup> twice = new ArrayList<>(GROUPS);
    twice.add(new InputGroup("again", new int[] {1}));
    assertError(
        SettingException.class,
        () -> new PermutationImportance(twice, SampleLoss.wrongClass()).exact(model, data),
        "again",
        "0 to 4");
    assertError(
        SettingException.class,
        () ->
            ShapleyValues.exact(
                Explained.of(Chain.of(Activation.TANH, Math::tanh, 13, 2).model()),
                new float[13],
                0,
                data,
                InputGroup.each(13)),
        "12 groups",
        "found 13");
    assertError(
        SettingException.class,
        () -> PartialDependence.of(model, data, GROUPS.getFirst(), List.of(new float[1]), 0),
        "colour",
        "2 numbers");
    assertError(SettingException.class, () -> new InputGroup("none", new int[0]), "none");
  }
}
