package dev.lanewise.tabular;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.ShapeException;
import dev.lanewise.layers.LastFunction;
import dev.lanewise.layers.Softmax;
import dev.lanewise.nn.Network;
import dev.lanewise.predict.Predictor;

/**
 * What the outputs of a network mean for a target.
 *
 * @param target what is predicted
 * @param probabilities whether the outputs are the probabilities of classes, not their logits
 */
record Outputs(Target target, boolean probabilities) {

  /**
   * Finds it out.
   *
   * @throws SettingException if there is no target, or the last function does not suit it
   * @throws ShapeException if inputs or outputs differ in number
   */
  static Outputs of(TableEncoder encoder, Network network) {
    Target target =
        encoder
            .target()
            .orElseThrow(() ->
                new SettingException(
                    "Table predictor: expected an encoder with a target; found none. Fit it with TableRecipe.predicting."));
    requireSize("inputs", encoder.width(), network.input().size());
    requireSize("outputs", target.outputs(), network.output().size());
    LastFunction last = LastFunction.of(network);
    if (target instanceof Target.OfClass classes) {
      requireClasses(classes, last);
    }
    return new Outputs(target, last.isSoftmax());
  }

  private static void requireSize(String what, int expected, int found) {
    if (expected != found) {
      throw new ShapeException(
          "Table predictor: expected a model of %s %s, as the encoder has; found %s. Use the encoder that the model was trained with."
              .formatted(expected, what, found));
    }
  }

  private static void requireClasses(Target.OfClass target, LastFunction last) {
    if (target.classes().size() < 2) {
      throw new SettingException(
          "Table predictor: expected at least two classes of column %s; found one. Train with rows of others."
              .formatted(Place.quoted(target.column())));
    }
    if (!last.isSoftmax() && !last.isLogits()) {
      throw new SettingException(
          "Table predictor: expected a network that ends with logits or softmax for classes; found %s. End it with a dense layer without activation."
              .formatted(last.name()));
    }
  }

  /**
   * What outputs mean.
   *
   * @throws DataException if one of them is not finite
   */
  Prediction prediction(float[] outputs) {
    return switch (target) {
      case Target.OfNumber number -> number.prediction(outputs[0]);
      case Target.OfClass classes -> {
        classes.requireFinite(outputs);
        yield new Prediction.OfClass(
            classes,
            Predictor.classOf(outputs),
            probabilities ? outputs : Softmax.probabilities(outputs));
      }
    };
  }
}
