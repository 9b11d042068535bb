package dev.lanewise.bench.compare;

import static org.bytedeco.pytorch.global.torch.embedding;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.lstm_cell;
import static org.bytedeco.pytorch.global.torch.zeros;

import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/** What {@code nn.LSTMCell} calls, which costs less for a token than {@code nn.LSTM}. */
final class TorchLstmSteps implements TorchSteps {
  private final Tensor table;
  private final Tensor weight;
  private final Tensor recurrent;
  private final TensorOptional bias;
  private final TensorOptional recurrentBias;
  private final Tensor output;
  private final TensorOptional outputBias;
  private final Tensor hidden;
  private final Tensor cell;

  TorchLstmSteps(TorchParameters from) {
    table = from.plain("0.weight");
    weight = from.weight("1.weight");
    recurrent = from.weight("1.recurrent_weight");
    bias = new TensorOptional(from.plain("1.bias"));
    recurrentBias = new TensorOptional(from.plain("1.recurrent_bias"));
    output = from.weight("2.weight");
    outputBias = new TensorOptional(from.plain("2.bias"));
    hidden = zeros(1, recurrent.size(1));
    cell = zeros(1, recurrent.size(1));
  }

  @Override
  public void restart() {
    hidden.zero_();
    cell.zero_();
  }

  @Override
  public Tensor step(Tensor token) {
    T_TensorTensor_T next =
        lstm_cell(
            embedding(table, token),
            new TensorVector(hidden, cell),
            weight,
            recurrent,
            bias,
            recurrentBias);
    hidden.copy_(next.get0());
    cell.copy_(next.get1());
    return linear(hidden, output, outputBias);
  }
}
