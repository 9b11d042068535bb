package dev.lanewise.layers;

import dev.lanewise.kernels.Scratch;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Parameter;
import dev.lanewise.nn.spi.TrainingBinding;
import dev.lanewise.nn.spi.TrainingPasses;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of norms that look at one sample at a time: a scale {@code gamma} and a shift
 * {@code beta} of each channel, and where their gradients of each sample go.
 */
final class NormGradients {
  static final String GAMMA = "gamma";
  static final String BETA = "beta";

  /** Of the layer's scratch memory. */
  private static final int UNWANTED = 0;

  private static final int UNWANTED_SHIFT = 1;

  /** The first slot that is left to the layer. */
  static final int FREE = 2;

  private final Optional<SummedGradient> gamma;
  private final Optional<SummedGradient> beta;
  private final int channels;

  NormGradients(TrainingBinding at) {
    gamma = of(at, GAMMA);
    beta = of(at, BETA);
    channels = at.inputShape(0).channels();
  }

  private static Optional<SummedGradient> of(TrainingBinding at, String parameter) {
    return at.trains(parameter)
        ? Optional.of(new SummedGradient(at, parameter, 1))
        : Optional.empty();
  }

  static List<Parameter> parameters(int channels) {
    return List.of(
        Parameter.vector(GAMMA, channels, Initializer.constant(1), channels),
        Parameter.vector(BETA, channels, Initializer.zeros(), channels));
  }

  /** Whether anybody wants them. */
  boolean wanted() {
    return gamma.isPresent() || beta.isPresent();
  }

  /** Where a sample's gradient of the scale goes, from {@link #gammaAt}. */
  float[] gamma(Scratch scratch) {
    return gamma.isPresent() ? gamma.get().data() : scratch.layer().array(UNWANTED, channels);
  }

  int gammaAt(int sample) {
    return gamma.isPresent() ? gamma.get().at(sample) : 0;
  }

  /** Where a sample's gradient of the shift goes, from {@link #betaAt}. */
  float[] beta(Scratch scratch) {
    return beta.isPresent() ? beta.get().data() : scratch.layer().array(UNWANTED_SHIFT, channels);
  }

  int betaAt(int sample) {
    return beta.isPresent() ? beta.get().at(sample) : 0;
  }

  TrainingPasses addTo(TrainingPasses passes) {
    TrainingPasses both = passes;
    if (gamma.isPresent()) {
      both = both.withGradient(GAMMA, gamma.get());
    }
    return beta.isPresent() ? both.withGradient(BETA, beta.get()) : both;
  }
}
