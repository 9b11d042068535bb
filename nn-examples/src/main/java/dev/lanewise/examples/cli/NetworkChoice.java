package dev.lanewise.examples.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Which network to train. */
sealed interface NetworkChoice {

  /** One that the program knows. */
  enum Known implements NetworkChoice {
    DENSE,
    LENET,
    CNN,
    VGG,
    RESNET,
    MOBILENET,
    LSTM,
    GRU,
    GPT,
    RNN;

    /** Whether it tells the next token of a text. */
    boolean isOfText() {
      return this == LSTM || this == GRU || this == GPT;
    }

    @Override
    public String toString() {
      return Choice.name(this);
    }
  }

  /** One of the user's own. */
  record Own(Path file) implements NetworkChoice {
    @Override
    public String toString() {
      return file.toString();
    }
  }

  /** A name, or a file whose name ends as that of JSON. */
  final class Converter implements ITypeConverter<NetworkChoice> {
    @Override
    public NetworkChoice convert(String text) {
      if (text.toLowerCase(Locale.ROOT).endsWith(".json")) {
        return new Own(Path.of(new FileName().convert(text)));
      }
      List<Known> known = List.of(Known.values());
      return known.stream()
          .filter(network -> network.toString().equalsIgnoreCase(text))
          .findFirst()
          .orElseThrow(() ->
              new TypeConversionException(
                  "must be one of %s or a file that ends in .json; found '%s'"
                      .formatted(
                          String.join(", ", known.stream().map(Known::toString).toList()), text)));
    }
  }
}
