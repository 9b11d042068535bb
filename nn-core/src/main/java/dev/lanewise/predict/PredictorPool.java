package dev.lanewise.predict;

import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.UsageException;
import dev.lanewise.kernels.Backends;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of predictors for any number of threads, platform or virtual, and a model that
 * can be replaced while they work: a prediction is made by one model from first to last, the one
 * that was current when it began.
 *
 * <pre>{@code
 * PredictorPool pool = PredictorPool.of(model, 4);
 * float[] scores = pool.predict(sample);   // from any thread
 * pool.model(trainer.model());             // later predictions use the new one
 * }</pre>
 *
 * <p>Thread-safe. Waiting parks the thread, so virtual threads release their carrier; with as many
 * predictors as processors no more work is in hand than can be done. A prediction allocates its
 * result, and buffers only when a predictor first meets a new model.
 */
public final class PredictorPool {

  /** A predictor of a model that may have been replaced since. */
  private record Serving(Model model, Predictor predictor) {}

  /** One of the pool's predictors, and who uses it. */
  private static final class Place {
    private Serving serving;
    private volatile @Nullable Thread user;

    Place(Serving serving) {
      this.serving = serving;
    }
  }

  private final Backends.Selection selection;
  private final List<Place> places = new ArrayList<>();
  private final BlockingQueue<Place> free = new LinkedBlockingQueue<>();

  /** How many predictors are kept by threads that wait for one more. */
  private final AtomicInteger keptByWaiting = new AtomicInteger();

  private volatile Serving current;

  private PredictorPool(Serving first, int size, Backends.Selection selection) {
    this.selection = selection;
    this.current = first;
    places.add(new Place(first));
    for (int i = 1; i < size; i++) {
      places.add(new Place(new Serving(first.model, first.predictor.copy())));
    }
    free.addAll(places);
  }

  /**
   * A pool of so many predictors on the best backend.
   *
   * @param size how many predictions may be in hand at once, at least 1
   */
  public static PredictorPool of(Model model, int size) {
    if (size < 1) {
      throw new SettingException("PredictorPool: size must be at least 1; found " + size + ".");
    }
    Backends.Selection selection = Backends.select();
    return new PredictorPool(new Serving(model, Predictor.of(model, selection)), size, selection);
  }

  /** The model that new predictions use. */
  public Model model() {
    return current.model;
  }

  /**
   * Replaces the model; predictions in hand finish with the one they began with.
   *
   * @throws ShapeException if inputs or outputs differ in number
   */
  public void model(Model next) {
    Network served = model().network();
    Network found = next.network();
    if (inputs(found) != inputs(served) || outputs(found) != outputs(served)) {
      throw new ShapeException(
          "The pool serves models of %s inputs and %s outputs; found %s and %s. Make another pool for another task."
              .formatted(inputs(served), outputs(served), inputs(found), outputs(found)));
    }
    current = new Serving(next, Predictor.of(next, selection));
  }

  private static int inputs(Network network) {
    return network.inputs().stream().mapToInt(input -> input.shape().size()).sum();
  }

  private static int outputs(Network network) {
    return network.outputShapes().stream().mapToInt(Shape::size).sum();
  }

  /** The outputs for one sample, in a new array. */
  public float[] predict(float[] sample) {
    return use(predictor -> predictor.predict(sample));
  }

  /** The outputs for many samples, in new arrays; one predictor does them all. */
  public float[][] predict(float[][] samples) {
    return use(predictor -> predictor.predict(samples));
  }

  /** The class of a sample, as {@link Predictor#classify} tells it. */
  public int classify(float[] sample) {
    return use(predictor -> predictor.classify(sample));
  }

  /**
   * Lends a predictor, waiting until one is free.
   *
   * @param work must not keep the predictor
   * @throws UsageException if the waiting thread is interrupted, or would wait for ever since all
   *     predictors are used by threads that wait for one more, such as this one if the pool has one
   */
  public <T> T use(Function<Predictor, T> work) {
    Place place = take();
    try {
      place.user = Thread.currentThread();
      Serving newest = current;
      if (place.serving.model != newest.model) {
        place.serving = new Serving(newest.model, newest.predictor.copy());
      }
      return work.apply(place.serving.predictor);
    } finally {
      place.user = null;
      free.add(place);
    }
  }

  private Place take() {
    Place place = free.poll();
    return place != null ? place : await();
  }

  private Place await() {
    int kept = (int) places.stream().filter(each -> each.user == Thread.currentThread()).count();
    boolean forEver = keptByWaiting.addAndGet(kept) == places.size() && kept > 0;
    try {
      if (forEver) {
        throw new UsageException(
            "All predictors of the pool (%s) are used by threads that wait for one more, this one among them. Use the predictor that was lent, or a larger pool."
                .formatted(places.size()));
      }
      return free.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UsageException("The thread was interrupted while it waited for a predictor.");
    } finally {
      keptByWaiting.addAndGet(-kept);
    }
  }
}
