package dev.lanewise.bench.compare;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A network with its data. */
interface TorchWork {

  /** What the optimizer changes. */
  List<Tensor> parameters();

  /** The mean loss of the samples of these indices. */
  Tensor loss(Tensor indices);
}
