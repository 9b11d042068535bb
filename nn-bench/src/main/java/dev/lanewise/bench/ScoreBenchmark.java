package dev.lanewise.bench;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Backends;
import dev.lanewise.kernels.Elements;
import dev.lanewise.kernels.Scratch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Softmax of the scores of causal attention, and its gradient: of a head, a row for each position,
 * which sees itself and those before it, on one thread.
 *
 * <p>One should see: simd several times the reference; both at about half the price of whole rows,
 * the gradient below the softmax, which has an exponential an element.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(5)
public class ScoreBenchmark {
  private static final float SCALE = 0.125f;

  /** The backend. */
  @Param({"simd", "reference"})
  public String backend;

  /** Positions. */
  @Param({"64", "256"})
  public int context;

  private Elements elements;
  private Matrix scores;
  private Matrix shares;
  private Matrix dy;
  private Matrix out;
  private final Scratch scratch = new Scratch();

  /** Fills the matrices with random numbers. */
  @Setup
  public void allocate() {
    elements = Backends.select(backend).backend().kernels().elements();
    scores = Randoms.matrix(context, context);
    shares = Matrix.allocate(context, context);
    dy = Randoms.matrix(context, context);
    out = Matrix.allocate(context, context);
    softmaxOfPrefixes();
  }

  /** The shares that positions have. */
  @Benchmark
  public Matrix softmaxOfPrefixes() {
    elements.softmaxOfPrefixes(scores, shares, SCALE, 1, 1, 0, context, scratch);
    return shares;
  }

  /** The gradient of the scores. */
  @Benchmark
  public Matrix softmaxOfPrefixesGradient() {
    elements.softmaxOfPrefixesGradient(shares, dy, out, SCALE, 1, 1, 0, context, scratch);
    return out;
  }
}
