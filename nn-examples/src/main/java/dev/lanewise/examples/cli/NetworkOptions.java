package dev.lanewise.examples.cli;

import dev.lanewise.Activation;
import dev.lanewise.Printable;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.examples.cli.NetworkChoice.Known;
import dev.lanewise.examples.cli.NetworkChoice.Own;
import dev.lanewise.files.NetworkFile;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Dropout;
import dev.lanewise.layers.Embedding;
import dev.lanewise.layers.Flatten;
import dev.lanewise.networks.LanguageModels;
import dev.lanewise.networks.Networks;
import dev.lanewise.nn.Input;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that describe a network. */
final class NetworkOptions {
  private static final int DEPTH_OF_VGG = 6;
  private static final int DEPTH_OF_RESNET = 8;
  private static final int WIDTH_OF_MOBILENET = 32;
  private static final int UNITS = 256;
  private static final int UNITS_OF_SERIES = 32;
  private static final int CONTEXT = 100;
  private static final int CONTEXT_OF_GPT = 64;
  private static final int CHANNELS_OF_GPT = 128;
  private static final int HEADS_OF_GPT = 4;
  private static final int BLOCKS_OF_GPT = 4;

  /** A size that is large enough for each depth. */
  private static final Shape LARGE = Shape.of(256, 256, 1);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--network",
      paramLabel = "dense|lenet|cnn|vgg|resnet|mobilenet|lstm|gru|rnn|gpt|FILE.json",
      defaultValue = "dense",
      converter = NetworkChoice.Converter.class,
      description =
          "Layers of --hidden neurons; for images LeNet-5, the CNN of Keras' MNIST example, a network"
              + " in the manner of VGG, a residual one or one in the manner of MobileNet; for texts"
              + " recurrent layers of --hidden units or a transformer of --depth blocks; or a network"
              + " that a JSON file describes as model files do; for series recurrent layers (default:"
              + " ${DEFAULT-VALUE}; of a text or a series lstm).")
  private NetworkChoice choice;

  @Option(
      names = "--depth",
      paramLabel = "LAYERS",
      converter = Numbers.Depth.class,
      description =
          "Layers with weights of vgg (4, 6, 8 and so on; default: 6) and of resnet (8, 14, 20 and so"
              + " on; default: 8), and blocks of gpt (default: 4); at most 1000.")
  private Optional<Integer> depth;

  @Option(
      names = "--hidden",
      paramLabel = "SIZES",
      defaultValue = "128",
      converter = HiddenLayers.Converter.class,
      description =
          "Neurons of a dense network's hidden layers, such as 128 or 512,512, or none (default:"
              + " ${DEFAULT-VALUE}); units of the layers of lstm, gru and rnn (default: 256; of a series 32), and channels"
              + " of gpt (default: 128).")
  private HiddenLayers hidden;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      defaultValue = "relu",
      converter = ActivationChoice.Converter.class,
      description =
          "Activation of a dense network's hidden layers: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private ActivationChoice activation;

  @Option(
      names = "--init",
      paramLabel = "NAME",
      defaultValue = "glorot_uniform",
      converter = InitializerChoice.Converter.class,
      description =
          "Initial weights of a dense network: ${COMPLETION-CANDIDATES}; torch is what PyTorch's Linear does (default:"
              + " ${DEFAULT-VALUE}).")
  private InitializerChoice init;

  @Option(
      names = "--dropout",
      paramLabel = "RATE",
      defaultValue = "0",
      converter = Numbers.Share.class,
      description =
          "Share of a dense network's hidden outputs to drop in training, at least 0 and below 1"
              + " (default: ${DEFAULT-VALUE}).")
  private float dropout;

  @Option(
      names = "--heads",
      paramLabel = "COUNT",
      converter = Numbers.Positive.class,
      description = "Heads of gpt's attention; they divide its channels (default: 4).")
  private Optional<Integer> heads;

  /** Whether the data are a series, of which a network sees rows x columns. */
  private boolean ofSeries;

  /** Whether the data are a text, of which a network tells the next token at each position. */
  private boolean ofText;

  /**
   * Refuses options that do not go together, and a depth or a file that cannot be used.
   *
   * @throws SettingException if there are such
   */
  void check() {
    if (choice != Known.DENSE) {
      List<String> others =
          isRecurrent() || isOfText()
              ? List.of("--activation", "--init")
              : List.of("--hidden", "--activation", "--init", "--dropout");
      for (String option : others) {
        if (command.commandLine().getParseResult().hasMatchedOption(option)) {
          throw new SettingException(
              "%1$s belongs to --network dense; found --network %2$s. Leave one of them out."
                  .formatted(option, choice));
        }
      }
    }
    boolean deep = choice == Known.VGG || choice == Known.RESNET || choice == Known.GPT;
    if (depth.isPresent() && !deep) {
      throw new SettingException(
          "--depth belongs to --network vgg, resnet and gpt; found --network %s. Leave one of them out."
              .formatted(choice));
    }
    if (heads.isPresent() && choice != Known.GPT) {
      throw new SettingException(
          "--heads belongs to --network gpt; found --network %s. Leave one of them out."
              .formatted(choice));
    }
    if (ofSeries && isRecurrent()) {
      network(Shape.of(1, 1), 2);
    } else if (isOfText()) {
      network(Shape.of(1), 2);
    } else if (choice instanceof Own(Path file)) {
      NetworkFile.load(file);
    } else if (depth.isPresent()) {
      network(LARGE, 2);
    }
  }

  /** A network with logits or numbers as outputs. */
  Network network(Shape input, int outputs) {
    if (ofSeries && isRecurrent()) {
      return SeriesNetwork.of((Known) choice, input, outputs, unitsOfSeries(), dropout);
    }
    return switch (choice) {
      case Known.DENSE -> dense(input, outputs);
      case Known.LENET -> Networks.lenet(input, outputs);
      case Known.CNN -> Networks.cnn(input, outputs);
      case Known.VGG -> Networks.vgg(input, outputs, depth.orElse(DEPTH_OF_VGG));
      case Known.RESNET -> Networks.resnet(input, outputs, depth.orElse(DEPTH_OF_RESNET));
      case Known.MOBILENET -> Networks.mobilenet(input, outputs, WIDTH_OF_MOBILENET);
      case Known.LSTM -> LanguageModels.lstm(input.size(), outputs, units(), dropout);
      case Known.GRU -> LanguageModels.gru(input.size(), outputs, units(), dropout);
      case Known.GPT ->
          LanguageModels.gpt(
              input.size(), outputs, channels(), heads(), depth.orElse(BLOCKS_OF_GPT), dropout);
      case Known.RNN -> throw needsSeries();
      case Own(Path file) ->
          own(file, input, ofText ? Shape.of(input.size(), outputs) : Shape.of(outputs));
    };
  }

  /** Whether the network reads rows one by one. */
  private boolean isRecurrent() {
    return choice == Known.LSTM || choice == Known.GRU || choice == Known.RNN;
  }

  /** The network for a series, if options do not name one. */
  void chooseForSeries() {
    ofSeries = true;
    if (!isGiven()) {
      choice = Known.LSTM;
    }
    if (!isRecurrent() && choice != Known.DENSE && !(choice instanceof Own)) {
      throw new SettingException(
          "A series needs --network lstm, gru, rnn or dense, or one of your own; found --network %s."
              .formatted(choice));
    }
  }

  /**
   * Refuses networks that need sequences.
   *
   * @throws SettingException if it is one
   */
  void refuseRecurrent() {
    if (isRecurrent()) {
      throw needsSeries();
    }
  }

  private SettingException needsSeries() {
    return new SettingException(
        "--network %s reads sequences; found data that are none. Make a table a series with --look-back, or choose another network."
            .formatted(choice));
  }

  private List<Integer> unitsOfSeries() {
    return hasHidden() ? hidden.units() : List.of(UNITS_OF_SERIES);
  }

  /** Whether the network tells the next token of a text. */
  boolean isOfText() {
    return choice instanceof Known known && known.isOfText();
  }

  /** Whether options name a network. */
  boolean isGiven() {
    return command.commandLine().getParseResult().hasMatchedOption("--network");
  }

  /** The network for a text, if options do not name one. */
  void chooseForText() {
    ofText = true;
    if (!isGiven()) {
      choice = Known.LSTM;
    }
    if (!isOfText() && !(choice instanceof Own)) {
      throw new SettingException(
          "A text needs --network lstm, gru or gpt, or one of your own; found --network %s."
              .formatted(choice));
    }
  }

  /** Tokens of a training sample that suit the network. */
  int context() {
    if (choice instanceof Own(Path file)) {
      List<Input> inputs = NetworkFile.load(file).inputs();
      boolean tokens = inputs.size() == 1 && inputs.getFirst().shape().dimensions().size() == 1;
      return tokens ? inputs.getFirst().shape().size() : CONTEXT;
    }
    return choice == Known.GPT ? CONTEXT_OF_GPT : CONTEXT;
  }

  private boolean hasHidden() {
    return command.commandLine().getParseResult().hasMatchedOption("--hidden");
  }

  private List<Integer> units() {
    if (hasHidden() && hidden.units().isEmpty()) {
      throw SeriesNetwork.needsLayers(choice, UNITS);
    }
    return hasHidden() ? hidden.units() : List.of(UNITS);
  }

  private int channels() {
    if (!hasHidden()) {
      return CHANNELS_OF_GPT;
    }
    if (hidden.units().size() != 1) {
      throw new SettingException(
          "--hidden of --network gpt is one number, its channels; found %s.".formatted(hidden));
    }
    return hidden.units().getFirst();
  }

  /** As many heads as share the channels equally. */
  private int heads() {
    int count = heads.orElse(HEADS_OF_GPT);
    if (channels() % count != 0) {
      throw new SettingException(
          "--heads must divide the channels of gpt, which --hidden says; found %s heads and %s channels. Change one of them, such as --heads %s --hidden %s."
              .formatted(count, channels(), HEADS_OF_GPT, CHANNELS_OF_GPT));
    }
    return count;
  }

  private Network own(Path file, Shape input, Shape output) {
    Network network = NetworkFile.load(file);
    List<Shape> inputs = network.inputs().stream().map(Input::shape).toList();
    if (!inputs.equals(List.of(input)) || !network.outputShapes().equals(List.of(output))) {
      throw new ShapeException(
          "%s: expected a network with an input of %s and an output of %s, as the data have; found inputs %s and outputs %s. Change the file%s, or name other data with --data."
              .formatted(
                  file,
                  input,
                  output,
                  inputs,
                  network.outputShapes(),
                  ofText ? ", set --context, --tokens and --vocabulary as it needs them" : ""));
    }
    for (Node node : network.nodes()) {
      if (ofText
          && node.operation() instanceof Embedding embedding
          && embedding.tokens() < output.channels()) {
        throw new ShapeException(
            "%s: expected an embedding of %s tokens, as the text has; found one of %s. Change the file."
                .formatted(file, output.channels(), embedding.tokens()));
      }
    }
    return network;
  }

  private Network dense(Shape input, int outputs) {
    List<Layer> layers = new ArrayList<>();
    if (input.positions() > 1) {
      layers.add(new Flatten());
    }
    for (int units : hidden.units()) {
      layers.add(dense(units, activation.activation));
      if (dropout > 0) {
        layers.add(new Dropout(dropout));
      }
    }
    layers.add(dense(outputs, Activation.IDENTITY));
    return Network.of(input, layers);
  }

  /** Whether a network has the layers of dense ones only. */
  static boolean isDense(Network network) {
    return network.isChain()
        && network.nodes().stream()
            .map(Node::operation)
            .allMatch(layer ->
                layer instanceof Dense || layer instanceof Dropout || layer instanceof Flatten);
  }

  /** A network of these options for the same samples as vectors. */
  static Network ofVectors(Network network) {
    List<Layer> layers = new ArrayList<>();
    for (Node node : network.nodes()) {
      if (node.operation() instanceof Layer layer && !layer.isView()) {
        layers.add(layer);
      }
    }
    return Network.of(Shape.of(network.input().size()), layers);
  }

  private String textNetwork() {
    String drops = dropout > 0 ? ", dropout " + dropout : "";
    return choice == Known.GPT
        ? "gpt of %s blocks, %s channels, %s heads%s"
            .formatted(depth.orElse(BLOCKS_OF_GPT), channels(), heads(), drops)
        : "%s %s%s".formatted(choice, new HiddenLayers(units()), drops);
  }

  private Dense dense(int units, Activation function) {
    return new Dense(units, function).withInitializers(init.weights, init.bias());
  }

  /** One line for people, such as {@code 784-128-10 relu}. */
  String describe(Shape input, int outputs) {
    if (ofSeries && isRecurrent()) {
      return "%s %s%s, %s rows x %s columns to %s"
          .formatted(
              choice,
              new HiddenLayers(unitsOfSeries()),
              dropout > 0 ? ", dropout " + dropout : "",
              input.positions(),
              input.channels(),
              outputs);
    }
    if (ofText) {
      String text = isOfText() ? textNetwork() : Printable.of(choice.toString());
      return "%s, context %s, %s tokens".formatted(text, input.size(), outputs);
    }
    if (choice != Known.DENSE) {
      String pixels =
          input.dimensions().stream().map(String::valueOf).collect(Collectors.joining(" x "));
      return "%s%s, %s to %s"
          .formatted(
              Printable.of(choice.toString()),
              switch (choice) {
                case Known.VGG -> " of depth " + depth.orElse(DEPTH_OF_VGG);
                case Known.RESNET -> " of depth " + depth.orElse(DEPTH_OF_RESNET);
                default -> "";
              },
              pixels,
              outputs);
    }
    StringBuilder text = new StringBuilder().append(input.size());
    hidden.units().forEach(units -> text.append('-').append(units));
    text.append('-').append(outputs);
    if (!hidden.units().isEmpty()) {
      text.append(' ').append(activation);
    }
    if (dropout > 0) {
      text.append(", dropout ").append(dropout);
    }
    return text.append(", init ").append(init).toString();
  }
}
