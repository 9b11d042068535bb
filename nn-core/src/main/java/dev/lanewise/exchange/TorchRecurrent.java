package dev.lanewise.exchange;

import dev.lanewise.Activation;
import dev.lanewise.Printable;
import dev.lanewise.SettingException;
import dev.lanewise.layers.Gru;
import dev.lanewise.layers.RecurrentLayer;
import dev.lanewise.layers.SimpleRnn;
import dev.lanewise.nn.Parameter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PyTorch's {@code RNN}, {@code LSTM} and {@code GRU}, one of which may be a stack: layer {@code k}
 * of the module {@code lstm} is the node {@code lstm_lk}, or {@code lstm} if {@code k} is 0.
 *
 * @param module the name of the module
 * @param layer the number within the stack, from 0
 */
record TorchRecurrent(String module, String layer) {
  private static final Pattern STACKED = Pattern.compile("(.+)_l(0|[1-9]\\d{0,8})");

  static TorchRecurrent of(String node) {
    Matcher matcher = STACKED.matcher(node);
    return matcher.matches()
        ? new TorchRecurrent(matcher.group(1), matcher.group(2))
        : new TorchRecurrent(node, "0");
  }

  static Counterpart counterpart(String node, RecurrentLayer operation, Parameter parameter) {
    check(node, operation);
    TorchRecurrent there = of(node);
    SweepParameter own = SweepParameter.of(parameter);
    String name =
        switch (own.base()) {
          case "weight" -> "weight_ih_l";
          case "recurrent_weight" -> "weight_hh_l";
          case "bias" -> "bias_ih_l";
          default -> "bias_hh_l";
        };
    // Biases have one axis, so that reversing it changes nothing.
    return new Counterpart(
        there.module,
        name + there.layer + (own.reverse() ? "_reverse" : ""),
        parameter.shape().dimensions().reversed(),
        Axes.transposed(parameter.rows(), parameter.cols()));
  }

  private static void check(String node, RecurrentLayer operation) {
    if (operation instanceof Gru gru && !gru.resetAfter()) {
      throw refused(
          node,
          "PyTorch's GRU has the reset gate after the product",
          "a Gru with the reset gate before it. Use one with resetAfter, or Keras' layout");
    }
    if (operation instanceof SimpleRnn rnn
        && !rnn.activation().equals(Activation.TANH)
        && !rnn.activation().equals(Activation.RELU)) {
      throw refused(
          node,
          "PyTorch's RNN has tanh or ReLU",
          rnn.activation() + ". Use one of the two, or Keras' layout");
    }
  }

  private static SettingException refused(String node, String expected, String found) {
    return new SettingException(
        "Node %s: %s; found %s.".formatted(Printable.of(node), expected, found));
  }
}
