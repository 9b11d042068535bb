package dev.lanewise.bench.compare;

import static org.bytedeco.pytorch.global.torch.embedding;
import static org.bytedeco.pytorch.global.torch.gru;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.lstm;
import static org.bytedeco.pytorch.global.torch.zeros;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/**
 * An embedding, a recurrent layer and a linear one: what {@code nn.LSTM} and {@code nn.GRU} call.
 */
final class TorchRecurrence implements TorchLanguageModel {
  private final boolean gated;
  private final int units;
  private final Tensor table;
  private final TensorVector weights;
  private final Tensor output;
  private final TensorOptional outputBias;
  private final List<Tensor> parameters;

  TorchRecurrence(TorchParameters from, boolean gated) {
    this.gated = gated;
    table = from.plain("0.weight");
    Tensor recurrent = from.weight("1.recurrent_weight");
    units = (int) recurrent.size(1);
    weights =
        new TensorVector(
            from.weight("1.weight"),
            recurrent,
            from.plain("1.bias"),
            from.plain("1.recurrent_bias"));
    output = from.weight("2.weight");
    outputBias = new TensorOptional(from.plain("2.bias"));
    parameters = from.all();
  }

  @Override
  public boolean isTimeMajor() {
    return true;
  }

  @Override
  public List<Tensor> parameters() {
    return parameters;
  }

  @Override
  public Tensor forward(Tensor tokens) {
    Tensor x = embedding(table, tokens);
    Tensor state = zeros(1, tokens.size(1), units);
    Tensor y =
        gated
            ? gru(x, state, weights, true, 1, 0, true, false, false).get0()
            : lstm(x, new TensorVector(state, state), weights, true, 1, 0, true, false, false)
                .get0();
    return linear(y, output, outputBias);
  }
}
