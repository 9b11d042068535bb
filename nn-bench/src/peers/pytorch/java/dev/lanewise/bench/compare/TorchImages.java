package dev.lanewise.bench.compare;

import static org.bytedeco.pytorch.global.torch.cross_entropy_loss;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** MNIST, as rows or images, and a network of them. */
final class TorchImages implements TorchWork {
  private final TorchNetwork network;
  private final Tensor images;
  private final Tensor labels;

  TorchImages(Task task) {
    FloatImages data = FloatImages.of(task);
    int samples = task.workload().samples();
    network = TorchNetwork.of(task, data.shape());
    images = network.prepare(Tensor.create(data.pixels(), samples, data.shape().size()));
    labels = Tensor.create(Arrays.stream(data.labels()).asLongStream().toArray(), samples);
  }

  @Override
  public List<Tensor> parameters() {
    return network.parameters();
  }

  @Override
  public Tensor loss(Tensor indices) {
    return cross_entropy_loss(
        network.forward(images.index_select(0, indices)), labels.index_select(0, indices));
  }
}
