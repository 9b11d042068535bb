package dev.lanewise.bench.compare;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.ndarray.buffer.IntDataBuffer;
import org.tensorflow.op.Op;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Trains with TensorFlow and prints a line of JSON for each epoch. A step is one run of a graph,
 * which holds the parameters, their gradients and the optimizer; Java copies the rows of the batch
 * into tensors that are used again and again.
 */
final class TensorFlowProcess implements Task.Step {
  private final FloatImages data;
  private final Session session;
  private final TrainingGraph graph;
  private final List<Batch> batches = new ArrayList<>();

  /** The tensors of a batch; there are two sizes, since the last one may be smaller. */
  private record Batch(TFloat32 images, TInt32 labels) {
    static Batch of(int count) {
      return new Batch(
          TFloat32.tensorOf(Shape.of(count, FloatImages.SIZE)), TInt32.tensorOf(Shape.of(count)));
    }

    int count() {
      return (int) labels.size();
    }
  }

  private TensorFlowProcess(FloatImages data, Session session, TrainingGraph graph) {
    this.data = data;
    this.session = session;
    this.graph = graph;
  }

  /** Takes the words of a {@link Task}. */
  public static void main(String[] args) {
    Task task = Task.parse(args);
    int threads = task.setting().threads();
    ConfigProto config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads)
            .setInterOpParallelismThreads(threads)
            .build();
    try (Graph graph = new Graph();
        Session session = new Session(graph, config)) {
      TrainingGraph training = TrainingGraph.of(graph, task.sizes(), task.adam());
      for (Op start : training.start()) {
        session.run(start);
      }
      task.train(new TensorFlowProcess(FloatImages.of(task), session, training));
    }
  }

  @Override
  public double train(int[] samples) {
    Batch batch = batch(samples.length);
    FloatDataBuffer images = batch.images().asRawTensor().data().asFloats();
    IntDataBuffer labels = batch.labels().asRawTensor().data().asInts();
    for (int i = 0; i < samples.length; i++) {
      images
          .offset((long) i * FloatImages.SIZE)
          .write(data.pixels(), samples[i] * FloatImages.SIZE, FloatImages.SIZE);
      labels.setInt(data.labels()[samples[i]], i);
    }
    Session.Runner runner =
        session
            .runner()
            .feed(graph.images(), batch.images())
            .feed(graph.labels(), batch.labels())
            .fetch(graph.loss());
    graph.updates().forEach(runner::addTarget);
    try (Result result = runner.run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  private Batch batch(int count) {
    for (Batch batch : batches) {
      if (batch.count() == count) {
        return batch;
      }
    }
    Batch batch = Batch.of(count);
    batches.add(batch);
    return batch;
  }
}
