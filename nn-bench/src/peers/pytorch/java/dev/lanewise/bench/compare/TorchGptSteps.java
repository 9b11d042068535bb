package dev.lanewise.bench.compare;

import static org.bytedeco.pytorch.global.torch.embedding;
import static org.bytedeco.pytorch.global.torch.zeros;

import dev.lanewise.bench.Networks;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** The transformer with keys and values in tensors that have room for the whole context. */
final class TorchGptSteps implements TorchSteps {
  private final TorchGpt network;
  private final List<Tensor> keys = new ArrayList<>();
  private final List<Tensor> values = new ArrayList<>();
  private int count;

  TorchGptSteps(TorchParameters from) {
    network = new TorchGpt(from);
    long heads = Networks.HEADS;
    long context = network.positions().size(0);
    long channels = network.positions().size(1);
    for (TorchGpt.Block _ : network.blocks()) {
      keys.add(zeros(1, heads, context, channels / heads));
      values.add(zeros(1, heads, context, channels / heads));
    }
  }

  @Override
  public void restart() {
    count = 0;
  }

  @Override
  public Tensor step(Tensor token) {
    Tensor x =
        embedding(network.table(), token).add(network.positions().narrow(0, count, 1)).unsqueeze(0);
    for (int i = 0; i < keys.size(); i++) {
      x = network.blocks().get(i).step(x, keys.get(i), values.get(i), count);
    }
    count++;
    return network.scores(x);
  }
}
