package dev.lanewise.layers;

import dev.lanewise.Activation;
import dev.lanewise.Matrix;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.kernels.Panels;
import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.spi.Binding;
import dev.lanewise.nn.spi.RowPass;

/** The forward pass of {@link Dense} for the units of some neighbouring panels, or of all. */
final class DenseForward implements RowPass {
  private final Kernels kernels;
  private final Activation activation;
  private final Matrix x;
  private final Panels weight;
  private final float[] bias;
  private final Matrix preActivation;
  private final int firstPanel;
  private final int endPanel;
  private final Matrix preActivationOfUnits;
  private final Matrix yOfUnits;

  /**
   * Cuts the layer's panels into {@code parts} and takes one.
   *
   * @param preActivation all units' sums, a row for each position; the output itself if they need
   *     not be kept
   */
  DenseForward(Binding at, Activation activation, Matrix preActivation, int part, int parts) {
    this.kernels = at.kernels();
    this.activation = activation;
    int positions = at.inputShape(0).positions();
    this.x = at.input().split(positions);
    this.weight = at.parameter(Dense.WEIGHT);
    this.bias = at.parameter(Dense.BIAS).data();
    this.preActivation = preActivation;
    this.firstPanel = weight.count() * part / parts;
    this.endPanel = weight.count() * (part + 1) / parts;
    int from = firstPanel * weight.panelCols();
    int to = Math.min(endPanel * weight.panelCols(), weight.cols());
    this.preActivationOfUnits = preActivation.columns(from, to);
    this.yOfUnits = at.output().split(positions).columns(from, to);
  }

  @Override
  public void run(int from, int to, Scratch scratch) {
    kernels
        .products()
        .affine(x, weight, firstPanel, endPanel, bias, preActivation, from, to, scratch);
    if (!activation.equals(Activation.IDENTITY)) {
      kernels.elements().activate(activation, preActivationOfUnits, yOfUnits, from, to, scratch);
    }
  }
}
