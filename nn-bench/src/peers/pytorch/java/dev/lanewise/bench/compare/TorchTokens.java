package dev.lanewise.bench.compare;

import static org.bytedeco.pytorch.global.torch.cross_entropy_loss;

import dev.lanewise.bench.Networks;
import dev.lanewise.nn.Model;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Sequences of tokens and a network of them, with Lanewise's initial weights. Recurrent networks
 * read sequences time by time, so they lie so in memory; attention reads one after the other.
 */
final class TorchTokens implements TorchWork {
  private final TorchLanguageModel network;
  private final int sequences;
  private final Tensor inputs;
  private final Tensor targets;

  TorchTokens(Task task) {
    Workload workload = task.workload();
    Model model = Networks.of(workload.network()).initialize(Task.SEED);
    network = TorchLanguageModel.of(workload.network(), new TorchParameters(model, true));
    sequences = network.isTimeMajor() ? 1 : 0;
    RandomTokens tokens = RandomTokens.of(workload);
    inputs = tensor(tokens.inputs(), tokens.length());
    targets = tensor(tokens.targets(), tokens.length());
  }

  private Tensor tensor(float[] tokens, int length) {
    long[] values = new long[tokens.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (long) tokens[i];
    }
    Tensor all = Tensor.create(values, values.length / length, length);
    return sequences == 1 ? all.t().contiguous() : all;
  }

  @Override
  public List<Tensor> parameters() {
    return network.parameters();
  }

  @Override
  public Tensor loss(Tensor indices) {
    Tensor logits = network.forward(inputs.index_select(sequences, indices));
    return cross_entropy_loss(
        logits.view(-1, Networks.TOKENS), targets.index_select(sequences, indices).view(-1));
  }
}
