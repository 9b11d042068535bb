package dev.lanewise.examples.cli;

import dev.lanewise.SettingException;
import dev.lanewise.examples.AddingProblem;
import dev.lanewise.examples.Filters;
import dev.lanewise.examples.Mnist;
import dev.lanewise.examples.MnistCnn;
import dev.lanewise.examples.NextWord;
import dev.lanewise.examples.Opinions;
import dev.lanewise.examples.OwnPhotos;
import dev.lanewise.examples.PerceptronDemo;
import dev.lanewise.examples.SineRegression;
import dev.lanewise.examples.TimeSeries;
import dev.lanewise.examples.Xor;
import dev.lanewise.examples.lessons.Boundary;
import dev.lanewise.examples.lessons.HiddenUnits;
import dev.lanewise.examples.lessons.LearningCurve;
import dev.lanewise.examples.lessons.Logic;
import dev.lanewise.examples.lessons.Neuron;
import dev.lanewise.examples.lessons.Overfitting;
import dev.lanewise.examples.lessons.Saliency;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a short program, or lists them. */
@Command(
    name = "example",
    description = "Runs one of the short programs of the examples; without a name, lists them.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  nn example",
      "  nn example neuron",
      "  nn example photos holidays     with a folder of images for each class",
      "",
      "Exit status: 0 success, 1 failure, 2 wrong options or values."
    })
public final class ExampleCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      converter = Example.Converter.class,
      description = "${COMPLETION-CANDIDATES}.")
  private Optional<Example> example;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DIR",
      converter = FileName.class,
      description =
          "For photos: the photos, in a folder for each class (default: drawings of its own). For"
              + " filters: where to write pictures. Without it, both make a directory for temporary"
              + " files.")
  private Optional<String> directory;

  /** The programs, in an order to learn from. */
  private enum Example {
    NEURON("a single neuron learns a line, step by step", Neuron.class, Neuron::main),
    PERCEPTRON(
        "Rosenblatt's perceptron, and what it cannot learn",
        PerceptronDemo.class,
        PerceptronDemo::main),
    LOGIC("AND, OR, XOR: what needs a hidden layer", Logic.class, Logic::main),
    XOR("learns \"exclusive or\" with a hidden layer", Xor.class, Xor::main),
    SINE("learns a curve: a regression", SineRegression.class, SineRegression::main),
    BOUNDARY("draws the border between two classes", Boundary.class, Boundary::main),
    CURVE("learning curves: the loss over time and data", LearningCurve.class, LearningCurve::main),
    OVERFITTING("learning by heart, and nine cures", Overfitting.class, Overfitting::main),
    MNIST("learns to read handwritten digits", Mnist.class, Mnist::main),
    UNITS("what the hidden neurons look for in digits", HiddenUnits.class, HiddenUnits::main),
    SALIENCY("which strokes of a digit made a network's answer", Saliency.class, Saliency::main),
    CNN("reads digits with convolutions", MnistCnn.class, MnistCnn::main),
    FILTERS("draws what convolutions look for and find in a digit", Filters.class, Filters::main),
    PHOTOS("learns from your own photos", OwnPhotos.class, OwnPhotos::main),
    ADDING(
        "what gates remember and a plain recurrent layer forgets",
        AddingProblem.class,
        AddingProblem::main),
    SERIES(
        "learns how a demand goes on, beside guesses without a network",
        TimeSeries.class,
        TimeSeries::main),
    OPINIONS("tells praise from blame in sentences", Opinions.class, Opinions::main),
    WORDS("learns which word comes next, and goes on", NextWord.class, NextWord::main);

    private final String summary;
    private final Class<?> source;
    private final Consumer<String[]> main;

    Example(String summary, Class<?> source, Consumer<String[]> main) {
      this.summary = summary;
      this.source = source;
      this.main = main;
    }

    private boolean takesDirectory() {
      return this == FILTERS || this == PHOTOS;
    }

    private String file() {
      return "nn-examples/src/main/java/" + source.getName().replace('.', '/') + ".java";
    }

    @Override
    public String toString() {
      return Choice.name(this);
    }

    static final class Converter extends Choice<Example> {
      Converter() {
        super(Example.class);
      }
    }
  }

  @Override
  public Integer call() {
    example.ifPresentOrElse(this::run, this::list);
    return ExitCode.OK;
  }

  private void run(Example chosen) {
    if (directory.isPresent() && !chosen.takesDirectory()) {
      throw new SettingException(
          "The example %s takes no directory; found '%s'. Leave it out."
              .formatted(chosen, directory.get()));
    }
    chosen.main.accept(directory.stream().toArray(String[]::new));
    // The program prints to System.out; what it printed has to come first.
    System.out.flush();
    spec.commandLine().getOut().printf("%nSource:%n  %s%n", chosen.file());
  }

  private void list() {
    PrintWriter out = spec.commandLine().getOut();
    for (Example each : Example.values()) {
      out.printf("%-11s  %s%n", each, each.summary);
    }
  }
}
