package dev.lanewise.bench.products;

import dev.ludovic.netlib.blas.JavaBLAS;

/** Measures netlib's BLAS on the Vector API, which takes matrices column by column. */
final class NetlibProcess {

  private NetlibProcess() {}

  /** Takes whether to be quick. */
  public static void main(String[] args) {
    JavaBLAS blas = JavaBLAS.getInstance();
    String name = blas.getClass().getSimpleName();
    if (!name.equals("VectorBLAS")) {
      throw new IllegalStateException("expected netlib's VectorBLAS; found its " + name);
    }
    ProductMeasurement.run(
        (product, a, b) -> new Call(blas, product, a, b),
        Product.all(Boolean.parseBoolean(args[0])));
  }

  private record Call(JavaBLAS blas, Product product, float[] a, float[] b, float[] c)
      implements Multiplier.Multiplication {

    Call(JavaBLAS blas, Product product, float[] a, float[] b) {
      this(blas, product, a, b, new float[product.rows() * product.cols()]);
    }

    @Override
    public void run() {
      blas.sgemm(
          product.transposedB() ? "T" : "N",
          product.transposedA() ? "T" : "N",
          product.cols(),
          product.rows(),
          product.inner(),
          1,
          b,
          product.strideB(),
          a,
          product.strideA(),
          0,
          c,
          product.cols());
    }

    @Override
    public float get(int row, int col) {
      return c[row * product.cols() + col];
    }
  }
}
