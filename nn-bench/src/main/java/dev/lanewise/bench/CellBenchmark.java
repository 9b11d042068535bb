package dev.lanewise.bench;

import dev.lanewise.Matrix;
import dev.lanewise.kernels.Backends;
import dev.lanewise.kernels.RecurrentCells;
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
 * What recurrent layers do at a time step beside their products, for a batch of 32 samples, on one
 * thread. Gradients begin with a copy of the gates, which they overwrite.
 *
 * <p>One should see: simd several times the reference; the steps at the price of their sigmoids and
 * hyperbolic tangents, 5 a unit for the LSTM and 3 for the GRU; the gradients well below them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(5)
public class CellBenchmark {
  private static final int ROWS = 32;
  private static final int LSTM_GATES = 4;
  private static final int GRU_GATES = 3;

  /** The backend. */
  @Param({"simd", "reference"})
  public String backend;

  /** Numbers of a state. */
  @Param({"128", "256"})
  public int units;

  private RecurrentCells cells;
  private Sums lstm;
  private Sums gru;
  private Matrix before;
  private Matrix tanh;
  private Matrix cell;
  private Matrix hidden;
  private Matrix dh;
  private Matrix dc;
  private Matrix direct;

  /** What products give, and what the cells overwrite. */
  private record Sums(Matrix given, Matrix gates, Matrix recurrent) {
    static Sums of(int cols) {
      return new Sums(
          Randoms.matrix(ROWS, cols), Matrix.allocate(ROWS, cols), Randoms.matrix(ROWS, cols));
    }

    Sums fresh() {
      System.arraycopy(given.data(), 0, gates.data(), 0, given.data().length);
      return this;
    }
  }

  /** Fills the matrices with random numbers. */
  @Setup
  public void allocate() {
    cells = Backends.select(backend).backend().kernels().recurrentCells();
    lstm = Sums.of(LSTM_GATES * units);
    gru = Sums.of(GRU_GATES * units);
    before = Randoms.matrix(ROWS, units);
    tanh = Randoms.matrix(ROWS, units);
    cell = Matrix.allocate(ROWS, units);
    hidden = Matrix.allocate(ROWS, units);
    dh = Randoms.matrix(ROWS, units);
    dc = Randoms.matrix(ROWS, units);
    direct = Matrix.allocate(ROWS, units);
  }

  /** A step of a long short-term memory. */
  @Benchmark
  public Matrix lstm() {
    Sums sums = lstm.fresh();
    cells.lstm(sums.gates, sums.recurrent, before, cell, tanh, hidden, 0, ROWS);
    return hidden;
  }

  /** Its gradient, from the same gradient of the cell each time. */
  @Benchmark
  public Matrix lstmGradient() {
    Sums sums = lstm.fresh();
    System.arraycopy(dh.data(), 0, dc.data(), 0, dc.data().length);
    cells.lstmGradient(sums.gates, before, tanh, dh, dc, 0, ROWS);
    return sums.gates;
  }

  /** A step of a gated recurrent unit. */
  @Benchmark
  public Matrix gru() {
    Sums sums = gru.fresh();
    cells.gru(sums.gates, sums.recurrent, before, hidden, 0, ROWS);
    return hidden;
  }

  /** Its gradient. */
  @Benchmark
  public Matrix gruGradient() {
    Sums sums = gru.fresh();
    System.arraycopy(sums.given.data(), 0, sums.recurrent.data(), 0, sums.given.data().length);
    cells.gruGradient(sums.gates, sums.recurrent, before, dh, direct, 0, ROWS);
    return sums.gates;
  }
}
