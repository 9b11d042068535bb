package dev.lanewise.bench;

import dev.lanewise.kernels.Backends;
import dev.lanewise.predict.Generator;
import dev.lanewise.predict.Sampling;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time of a generated token on one thread, drawn and read again: the mean of as many as the
 * context of the transformer has, which begin a new text.
 *
 * <p>One should see: no allocation; the recurrent network bound by streaming its weights from the
 * second-level cache.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(5)
public class GenerateBenchmark {
  private static final int TOKENS = 64;

  /** The backend. */
  @Param({"simd", "reference"})
  public String backend;

  /** One of {@link Networks#OF_TOKENS}. */
  @Param({"lstm-256", "gpt"})
  public String network;

  private final Sampling sampling = Sampling.plain();
  private Generator generator;

  /** Builds a generator. */
  @Setup
  public void build() {
    generator = Generator.of(Networks.of(network).initialize(1), Backends.select(backend));
  }

  /** A text; the score is the time of a token. */
  @Benchmark
  @OperationsPerInvocation(TOKENS)
  public int tokens() {
    generator.reset();
    generator.read(0);
    return generator.generate(TOKENS - 1, sampling, 1, _ -> true);
  }
}
