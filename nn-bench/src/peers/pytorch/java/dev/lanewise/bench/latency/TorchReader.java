package dev.lanewise.bench.latency;

import static org.bytedeco.pytorch.global.torch.set_num_threads;

import dev.lanewise.bench.compare.TorchParameters;
import dev.lanewise.bench.compare.TorchSteps;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;

/**
 * Measures how long PyTorch takes for a token, on one thread and without autograd. The token is
 * written into the same tensor each time.
 */
final class TorchReader implements TokenReader {
  private final TorchSteps steps;
  private final Tensor token = Tensor.create(new long[1], 1);
  private final LongPointer tokenPlace = token.data_ptr_long();

  private TorchReader(TokenRequest request) {
    steps = TorchSteps.of(request.network(), new TorchParameters(request.model(), false));
  }

  /** Takes the name of a network. */
  @SuppressWarnings("restricted")
  public static void main(String[] args) {
    System.loadLibrary("jnijavacpp");
    System.loadLibrary("jnitorch");
    set_num_threads(1);
    try (PointerScope _ = new PointerScope();
        InferenceMode _ = new InferenceMode(true)) {
      TokenRequest request = new TokenRequest(args[0]);
      TorchReader reader = new TorchReader(request);
      reader.check(request);
      LatencyMeasurement.run(request, reader.over(request));
    }
  }

  @Override
  public void restart() {
    steps.restart();
  }

  @Override
  public void read(int next, float[] scores) {
    tokenPlace.put(next);
    try (PointerScope _ = new PointerScope()) {
      steps.step(token).data_ptr_float().get(scores);
    }
  }
}
