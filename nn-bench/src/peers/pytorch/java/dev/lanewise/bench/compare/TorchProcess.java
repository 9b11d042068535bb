package dev.lanewise.bench.compare;

import static org.bytedeco.pytorch.global.torch.manual_seed;
import static org.bytedeco.pytorch.global.torch.randperm;
import static org.bytedeco.pytorch.global.torch.set_num_threads;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * Trains with PyTorch and prints a line of JSON for each epoch. The data lies in memory; an epoch
 * shuffles indices and a step gathers its samples by them, as the fastest Python program for this
 * work does (its {@code DataLoader} is far slower).
 */
final class TorchProcess {
  private final Task task;
  private final TorchWork work;
  private final TensorVector parameters = new TensorVector();
  private final int samples;

  /** An update of the parameters from their gradients. */
  private interface Update {
    void step();
  }

  private TorchProcess(Task task) {
    this.task = task;
    samples = task.workload().samples();
    work = task.workload().ofTokens() ? new TorchTokens(task) : new TorchImages(task);
    work.parameters().forEach(parameters::push_back);
  }

  /** Takes the words of a {@link Task}. */
  @SuppressWarnings("restricted")
  public static void main(String[] args) {
    // JavaCPP's own loading is off, because it insists on the bindings' OpenBLAS.
    System.loadLibrary("jnijavacpp");
    System.loadLibrary("jnitorch");
    Task task = Task.parse(args);
    List<String> options = task.setting().options();
    // Before the first parallel region: the threads of OpenMP inherit the flag from this one.
    if (options.contains("flush-denormal") && !Context.setFlushDenormal(true)) {
      throw new IllegalStateException("this processor cannot flush subnormal numbers");
    }
    set_num_threads(task.setting().threads());
    manual_seed(Task.SEED);
    try (PointerScope _ = new PointerScope()) {
      new TorchProcess(task).train(options.contains("fused"));
    }
  }

  private void train(boolean fused) {
    Optimizer optimizer = optimizer();
    Update update = fused ? new FusedAdam(parameters, task.decay())::step : optimizer::step;
    Tensor lossSum = Tensor.create(new float[1], 1);
    task.run(() -> epoch(optimizer, update, lossSum));
  }

  private Optimizer optimizer() {
    return switch (task.workload().optimizer()) {
      case "sgd" -> new SGD(parameters, new SGDOptions(0.1));
      case "adam" -> new Adam(parameters, new AdamOptions(0.001));
      // Its default decay is that of task.decay().
      case "adamw" -> new AdamW(parameters, new AdamWOptions(0.001));
      default -> throw new IllegalArgumentException(task.workload().optimizer());
    };
  }

  private double epoch(Optimizer optimizer, Update update, Tensor lossSum) {
    int batch = task.workload().batch();
    try (PointerScope _ = new PointerScope()) {
      lossSum.zero_();
      Tensor order = randperm(samples);
      for (int from = 0; from < samples; from += batch) {
        int count = Math.min(batch, samples - from);
        try (PointerScope _ = new PointerScope()) {
          Tensor index = order.narrow(0, from, count);
          optimizer.zero_grad(true);
          Tensor loss = work.loss(index);
          loss.backward();
          update.step();
          lossSum.add_(loss.detach(), new Scalar((double) count));
        }
      }
    }
    // Reading a number waits for nothing here, since the CPU's operations are synchronous.
    return lossSum.item_float() / samples;
  }
}
