package dev.lanewise.examples.cli;

import dev.lanewise.optimizer.Optimizer;
import java.util.function.DoubleFunction;

/** The optimizers, each with a learning rate that suits images. */
enum OptimizerChoice {
  SGD(0.1, Optimizer::sgd),
  MOMENTUM(0.05, rate -> Optimizer.momentum(rate, 0.9)),
  NESTEROV(0.05, rate -> Optimizer.momentum(rate, 0.9).withNesterov()),
  RMSPROP(0.001, Optimizer::rmsProp),
  ADAM(0.001, Optimizer::adam),
  ADAMW(0.001, Optimizer::adamW),
  NADAM(0.001, Optimizer::nadam),
  ADAMAX(0.002, Optimizer::adamax),
  ADAGRAD(0.01, Optimizer::adagrad),
  ADADELTA(1, Optimizer::adadelta),
  LION(0.0001, Optimizer::lion);

  final double defaultRate;
  private final DoubleFunction<Optimizer> make;

  OptimizerChoice(double defaultRate, DoubleFunction<Optimizer> make) {
    this.defaultRate = defaultRate;
    this.make = make;
  }

  Optimizer optimizer(double learningRate) {
    return make.apply(learningRate);
  }

  @Override
  public String toString() {
    return Choice.name(this);
  }

  static final class Converter extends Choice<OptimizerChoice> {
    Converter() {
      super(OptimizerChoice.class);
    }
  }
}
