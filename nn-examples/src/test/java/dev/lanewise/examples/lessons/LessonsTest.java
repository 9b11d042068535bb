package dev.lanewise.examples.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.data.Dataset;
import dev.lanewise.data.ImageDataset;
import dev.lanewise.data.Subset;
import dev.lanewise.examples.MnistData;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Perceptron;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.predict.Predictor;
import dev.lanewise.predict.Probe;
import dev.lanewise.train.Trainer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the lessons claim. */
class LessonsTest {
  private static final boolean[] XOR = {false, true, true, false};

  @Test
  void theNeuronsGradientIsTheSlopeOfItsLoss() {
    Neuron.State at = new Neuron.State(0.3, -0.8);
    double h = 1e-5;
    double weight = (Neuron.loss(new Neuron.State(0.3 + h, -0.8)) - Neuron.loss(at)) / h;
    double bias = (Neuron.loss(new Neuron.State(0.3, -0.8 + h)) - Neuron.loss(at)) / h;
    assertEquals(weight, Neuron.gradient(at).weight(), 1e-3);
    assertEquals(bias, Neuron.gradient(at).bias(), 1e-3);
  }

  @Test
  void theNeuronLearnsTheLineByHandAndWithTheLibrary() {
    Neuron.State hand = new Neuron.State(0, 0);
    for (int step = 0; step < Neuron.STEPS; step++) {
      hand = Neuron.step(hand, Neuron.gradient(hand));
    }
    Neuron.State library = Neuron.byLibrary();
    assertEquals(hand.weight(), library.weight(), 1e-5);
    assertEquals(hand.bias(), library.bias(), 1e-5);
    assertEquals(2, hand.weight(), 1e-3);
    assertEquals(1, hand.bias(), 1e-3);
  }

  @Test
  void oneNeuronLearnsAndAndOrButNotXor() {
    assertEquals(4, Logic.right(Logic.learn(Logic.ONE_NEURON, Logic.AND), Logic.AND));
    assertEquals(4, Logic.right(Logic.learn(Logic.ONE_NEURON, Logic.OR), Logic.OR));
    Model xor = Logic.learn(Logic.ONE_NEURON, Logic.XOR);
    assertTrue(Logic.right(xor, Logic.XOR) < 4);
    for (float[] output : Predictor.of(xor).predict(Logic.INPUTS)) {
      assertEquals(0.5, output[0], 0.01);
    }
  }

  @Test
  void aHiddenLayerMakesXorSeparable() {
    Model xor = Logic.learn(Logic.TWO_LAYERS, Logic.XOR);
    assertEquals(4, Logic.right(xor, Logic.XOR));
    assertTrue(converges(Logic.hidden(xor)));
    assertFalse(converges(Logic.INPUTS));
  }

  /** Rosenblatt's perceptron converges if and only if a line separates the cases. */
  private static boolean converges(float[][] inputs) {
    return Perceptron.zeros(2).fit(inputs, XOR, 1000).converged();
  }

  @Test
  void moonsWithoutNoiseAreHalfCircles() {
    Moons moons = Moons.of(50, 0, 1);
    for (int i = 0; i < 50; i++) {
      boolean lower = moons.classes()[i][0] == 1;
      double x = moons.points()[i][0] - (lower ? 1 : 0);
      double y = moons.points()[i][1] - (lower ? 0.5 : 0);
      assertEquals(1, Math.hypot(x, y), 1e-5);
      assertTrue(lower ? y <= 0 : y >= 0);
    }
  }

  @Test
  void aHiddenLayerBendsTheBorder() {
    double line = Boundary.accuracy(Boundary.train(Boundary.LINE, 100));
    Model curve = Boundary.train(Boundary.CURVE, 100);
    assertTrue(line > 0.8 && line < 0.92, "line " + line);
    assertTrue(Boundary.accuracy(curve) > 0.98, "curve " + Boundary.accuracy(curve));

    String[] picture = Boundary.draw(curve).split("\n", -1);
    // Rows are 2.3 / 18 high, columns 4 / 70 wide: the tops of the moons, and what they embrace.
    assertEquals('o', area(picture, 0, 0.9));
    assertEquals('x', area(picture, 0, 0.3));
    assertEquals('o', area(picture, 1, 0.2));
    assertEquals('x', area(picture, 1, -0.5));
  }

  private static char area(String[] picture, double x, double y) {
    String line = picture[(int) ((1.4 - y) / 2.3 * 18)];
    int column = (int) ((x + 1.5) / 4 * 70);
    char drawn = column < line.length() ? line.charAt(column) : ' ';
    return drawn == '.' ? 'x' : drawn == ' ' ? 'o' : drawn;
  }

  @Test
  void trainingLossGoesToZeroAndValidationLossUpAgain() {
    List<LearningCurve.Point> curve =
        LearningCurve.overEpochs(
            Subset.first(MnistData.training(), 300), Subset.first(MnistData.test(), 1000));
    LearningCurve.Point last = curve.getLast();
    double least = curve.stream().mapToDouble(LearningCurve.Point::validation).min().orElseThrow();
    assertTrue(last.training() < 0.01, last.toString());
    assertTrue(last.validation() > 1.1 * least, last + ", least " + least);
    assertTrue(least < 0.7 * curve.getFirst().validation(), "least " + least);

    String drawing = LearningCurve.draw(curve);
    for (char mark : new char[] {'t', 'v'}) {
      assertEquals(curve.size(), drawing.chars().filter(c -> c == mark).count());
    }
  }

  @Test
  void moreDigitsCloseTheGap() {
    Dataset all = MnistData.training();
    Dataset validation = Subset.first(MnistData.test(), 1000);
    LearningCurve.Point few = LearningCurve.withSamples(all, 100, validation);
    LearningCurve.Point many = LearningCurve.withSamples(all, 10_000, validation);
    assertTrue(few.training() < many.training());
    assertTrue(few.validation() > 3 * many.validation());
    assertTrue(many.validation() - many.training() < 0.25, many.toString());
  }

  @Test
  void everyCureReducesTheValidationLoss() {
    List<Overfitting.Result> results = Overfitting.results();
    Overfitting.Result nothing = results.getFirst();
    assertEquals("nothing", nothing.cure());
    assertEquals(10, results.size());
    for (Overfitting.Result cure : results.subList(1, results.size())) {
      assertTrue(cure.validation() < 0.6 * nothing.validation(), cure.toString());
      boolean ensemble = cure.cure().startsWith("mean");
      assertTrue(ensemble || cure.training() > 3 * nothing.training(), cure.toString());
    }
  }

  @Test
  void theLossOfOneModelIsThatOfTheLibrary() {
    Model model =
        Overfitting.train(Overfitting.LARGE, 1, Overfitting.FEW, Overfitting.NONE, Overfitting.FIT);
    try (Trainer trainer =
        Trainer.builder(model, Loss.binaryCrossEntropy(), Optimizer.sgd(1)).build()) {
      assertEquals(
          trainer.evaluate(Overfitting.VALIDATION.dataset()).loss(),
          Overfitting.loss(List.of(model), Overfitting.VALIDATION),
          1e-4);
    }
  }

  @Test
  void unitsRespondToTheDigitsThatAreDrawn() {
    ImageDataset test = MnistData.test();
    float[][] images = HiddenUnits.pixels(test);
    Model model = HiddenUnits.train(MnistData.training());
    int purest = 0;
    for (int unit = 0; unit < HiddenUnits.UNITS; unit++) {
      List<Integer> ranking = HiddenUnits.ranking(model, images, unit);
      assertEquals(strongest(HiddenUnits.weights(model, unit), images), ranking.getFirst());
      int[] counts = new int[10];
      ranking.subList(0, 100).forEach(image -> counts[test.labels(image)]++);
      for (int count : counts) {
        purest = Math.max(purest, count);
      }
    }
    assertTrue(purest > 80, "purest unit: " + purest);
  }

  /** Without the ink that speaks most for an answer the network is less sure than without other. */
  @Test
  void whatSpeaksForAnAnswerIsWhatItNeeds() {
    Model model = Saliency.train(MnistData.training());
    Predictor predictor = Predictor.of(model);
    Probe probe = Probe.builder(model).gradients("input").build();
    float[][] images = HiddenUnits.pixels(MnistData.test());
    int more = 0;
    for (int i = 0; i < 100; i++) {
      float[] outputs = predictor.predict(images[i]);
      int answer = Predictor.classOf(outputs);
      int rival = Saliency.rival(outputs, answer);
      float[] speaks = Saliency.contributions(probe, images[i], answer, rival);
      List<Integer> order =
          IntStream.range(0, speaks.length)
              .boxed()
              .sorted(Comparator.comparingDouble(at -> -speaks[at]))
              .toList();
      float most = margin(predictor, images[i], order.subList(0, 20), answer, rival);
      float some = margin(predictor, images[i], order.subList(20, 40), answer, rival);
      more += most < some ? 1 : 0;
    }
    assertTrue(more >= 95, more + " of 100");
  }

  /** By how much one class leads over another without some pixels. */
  private static float margin(
      Predictor predictor, float[] image, List<Integer> without, int answer, int rival) {
    float[] erased = image.clone();
    without.forEach(at -> erased[at] = 0);
    float[] outputs = predictor.predict(erased);
    return outputs[answer] - outputs[rival];
  }

  /** The image with the largest product; a bias is the same for all. */
  private static int strongest(float[] weights, float[][] images) {
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int image = 0; image < images.length; image++) {
      double sum = 0;
      for (int at = 0; at < weights.length; at++) {
        sum += (double) weights[at] * images[image][at];
      }
      if (sum > most) {
        most = sum;
        best = image;
      }
    }
    return best;
  }
}
