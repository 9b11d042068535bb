package dev.lanewise.bench.products;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A native BLAS, by the name that they all share: Fortran's {@code sgemm_}, which is also what
 * PyTorch calls. It takes matrices column by column, which are the transposes of ours.
 */
final class NativeMultiplier implements Multiplier<Product> {
  private static final long CACHE_LINE = 64;
  private static final int ARGUMENTS = 13;

  private final MethodHandle sgemm;

  /** A library in a file, which stays loaded. */
  @SuppressWarnings("restricted")
  NativeMultiplier(Path library) {
    MemorySegment symbol =
        SymbolLookup.libraryLookup(library, Arena.global())
            .find("sgemm_")
            .orElseThrow(() -> new IllegalStateException(library + " has no sgemm_"));
    ValueLayout[] pointers =
        Stream.generate(() -> ValueLayout.ADDRESS).limit(ARGUMENTS).toArray(ValueLayout[]::new);
    sgemm = Linker.nativeLinker().downcallHandle(symbol, FunctionDescriptor.ofVoid(pointers));
  }

  @Override
  public Multiplication prepare(Product product, float[] a, float[] b) {
    Arena arena = Arena.ofAuto();
    return new Call(
        sgemm,
        product.cols(),
        transposed(arena, product.transposedB()),
        transposed(arena, product.transposedA()),
        number(arena, product.cols()),
        number(arena, product.rows()),
        number(arena, product.inner()),
        arena.allocateFrom(ValueLayout.JAVA_FLOAT, 1),
        floats(arena, b),
        number(arena, product.strideB()),
        floats(arena, a),
        number(arena, product.strideA()),
        arena.allocateFrom(ValueLayout.JAVA_FLOAT, 0),
        floats(arena, new float[product.rows() * product.cols()]),
        number(arena, product.cols()));
  }

  private static MemorySegment transposed(Arena arena, boolean transposed) {
    return arena.allocateFrom(transposed ? "T" : "N");
  }

  private static MemorySegment number(Arena arena, int value) {
    return arena.allocateFrom(ValueLayout.JAVA_INT, value);
  }

  private static MemorySegment floats(Arena arena, float[] values) {
    MemorySegment segment = arena.allocate((long) Float.BYTES * values.length, CACHE_LINE);
    return segment.copyFrom(MemorySegment.ofArray(values));
  }

  private record Call(
      MethodHandle sgemm,
      int cols,
      MemorySegment transposedB,
      MemorySegment transposedA,
      MemorySegment n,
      MemorySegment m,
      MemorySegment k,
      MemorySegment alpha,
      MemorySegment b,
      MemorySegment strideB,
      MemorySegment a,
      MemorySegment strideA,
      MemorySegment beta,
      MemorySegment c,
      MemorySegment strideC)
      implements Multiplication {

    @Override
    public void run() {
      try {
        sgemm.invokeExact(
            transposedB, transposedA, n, m, k, alpha, b, strideB, a, strideA, beta, c, strideC);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public float get(int row, int col) {
      return c.getAtIndex(ValueLayout.JAVA_FLOAT, (long) row * cols + col);
    }
  }
}
