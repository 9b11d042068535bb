package dev.lanewise.examples.cli;

import dev.lanewise.Shape;
import dev.lanewise.images.Augmentation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;

/**
 * How images vary in training.
 *
 * @param changes what is done with them, in no order
 */
record AugmentChoice(List<Change> changes) {
  static final String NONE = "none";

  /** Something that is done with images, as strong as is usual. */
  enum Change {
    FLIP,
    SHIFT,
    CROP,
    ROTATE,
    ZOOM,
    BRIGHTNESS,
    CONTRAST,
    CUTOUT,
    MIXUP;

    /** With this change, too. */
    Augmentation added(Augmentation augmentation, int side) {
      return switch (this) {
        case FLIP -> augmentation.withFlip();
        case SHIFT -> augmentation.withShift(0.1);
        case CROP -> augmentation.withCrop(Math.max(1, side / 8));
        case ROTATE -> augmentation.withRotation(15);
        case ZOOM -> augmentation.withZoom(0.1);
        case BRIGHTNESS -> augmentation.withBrightness(0.2);
        case CONTRAST -> augmentation.withContrast(0.2);
        case CUTOUT -> augmentation.withCutOut(Math.max(1, side / 4));
        case MIXUP -> augmentation.withMixUp(0.2);
      };
    }

    static final class Converter extends Choice<Change> {
      Converter() {
        super(Change.class);
      }
    }
  }

  AugmentChoice {
    changes = changes.stream().distinct().sorted().toList();
  }

  boolean isNone() {
    return changes.isEmpty();
  }

  /** Whether images are mixed, and so have a share of each class as targets. */
  boolean mixes() {
    return changes.contains(Change.MIXUP);
  }

  /** All changes, for images of a shape. */
  Augmentation of(Shape shape) {
    int side = Math.min(shape.dimensions().get(0), shape.dimensions().get(1));
    Augmentation augmentation = Augmentation.none();
    for (Change change : changes) {
      augmentation = change.added(augmentation, side);
    }
    return augmentation;
  }

  @Override
  public String toString() {
    return isNone() ? NONE : changes.stream().map(Choice::name).collect(Collectors.joining(","));
  }

  static final class Converter implements ITypeConverter<AugmentChoice> {
    @Override
    public AugmentChoice convert(String text) {
      if (text.equals(NONE)) {
        return new AugmentChoice(List.of());
      }
      Change.Converter one = new Change.Converter();
      return new AugmentChoice(
          Arrays.stream(text.split(",", -1)).map(String::strip).map(one::convert).toList());
    }
  }
}
