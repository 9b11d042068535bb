package dev.lanewise.exchange;

import dev.lanewise.nn.Parameter;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The weights of a convolution of sequences or images: {@code groups x taps x channels of a group x
 * units of a group}, where taps are one axis or two.
 *
 * @param extents all of them; the first is 1 if there are no groups
 */
record ConvolutionAxes(List<Integer> extents) {

  /** Those of a layer with so many groups. */
  static ConvolutionAxes of(Parameter weight, int groups) {
    List<Integer> own = weight.shape().dimensions();
    return new ConvolutionAxes(groups > 1 ? own : Axes.join(List.of(1), own, List.of()));
  }

  private int groups() {
    return extents.getFirst();
  }

  private int units() {
    return extents.getLast();
  }

  private int channels() {
    return extents.get(extents.size() - 2);
  }

  private List<Integer> taps() {
    return extents.subList(1, extents.size() - 2);
  }

  private List<Integer> tapAxes() {
    return IntStream.range(1, extents.size() - 2).boxed().toList();
  }

  /** Units of all groups, channels of a group, taps. */
  List<Integer> torchShape() {
    return Axes.join(List.of(groups() * units(), channels()), taps(), List.of());
  }

  IntUnaryOperator torch() {
    int last = extents.size() - 1;
    return Axes.permuted(extents, Axes.join(List.of(0, last, last - 1), tapAxes(), List.of()));
  }

  /** Taps, channels of a group, units of all groups; if it is depthwise taps, channels, units. */
  List<Integer> kerasShape() {
    boolean depthwise = groups() > 1 && channels() == 1;
    return depthwise
        ? Axes.join(taps(), List.of(groups()), List.of(units()))
        : Axes.join(taps(), List.of(channels()), List.of(groups() * units()));
  }

  IntUnaryOperator keras() {
    int last = extents.size() - 1;
    return Axes.permuted(extents, Axes.join(tapAxes(), List.of(last - 1, 0), List.of(last)));
  }
}
