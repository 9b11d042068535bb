package dev.lanewise.examples.cli;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import dev.lanewise.files.ModelFile;
import dev.lanewise.predict.Generator;
import dev.lanewise.predict.Sampling;
import dev.lanewise.text.TokenDecoder;
import dev.lanewise.text.Tokenizer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes text with a model that was trained on a text. */
@Command(
    name = "generate",
    description = "Continues a text with a saved model, token by token.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Examples:",
      "  nn train --data book.txt --network gpt --model book.safetensors",
      "  nn generate --model book.safetensors --prompt \"Once upon a time\"",
      "  nn generate --model book.safetensors --tokens 1000 --temperature 0.7 --seed 2",
      "",
      "The prompt is printed first, and then each token as it is drawn. The same model,",
      "prompt, options and seed give the same text on every machine.",
      "Characters that would control a terminal are written as escapes such as \\u001b.",
      "Exit status: 0 success, 1 failure, 2 wrong options or values, 130 Ctrl-C."
    })
public final class GenerateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      required = true,
      description = "A file that nn train --model has written for a text.")
  private Path model;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description = "What the text begins with (default: a line end, or else the first token).")
  private Optional<String> prompt;

  @Option(
      names = "--tokens",
      paramLabel = "COUNT",
      defaultValue = "300",
      converter = Numbers.Positive.class,
      description = "How many tokens to add (default: ${DEFAULT-VALUE}).")
  private int tokens;

  @Option(
      names = "--temperature",
      paramLabel = "NUMBER",
      defaultValue = "1",
      converter = Numbers.Temperature.class,
      description =
          "Less than 1 for likelier tokens, more for rarer ones, 0 for always the likeliest"
              + " (default: ${DEFAULT-VALUE}).")
  private double temperature;

  @Option(
      names = "--top-k",
      paramLabel = "COUNT",
      defaultValue = "0",
      converter = Numbers.Count.class,
      description = "Draw among so many of the likeliest tokens; 0 for all (default: 0).")
  private int topK;

  @Option(
      names = "--top-p",
      paramLabel = "SHARE",
      defaultValue = "1",
      converter = Numbers.Part.class,
      description =
          "Draw among the likeliest tokens that together have this share of the probability (default:"
              + " 1).")
  private double topP;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "Decides what is drawn (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--stop",
      paramLabel = "TEXT",
      description = "End when the text that was added ends with this.")
  private Optional<String> stop;

  @Override
  public Integer call() {
    Sampling sampling = new Sampling(temperature, topK, topP);
    if (stop.isPresent() && stop.get().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--stop must be a text of at least 1 character; found none.");
    }
    ModelFile file = ModelFile.load(model);
    if (!Tokenizer.isIn(file.metadata())) {
      throw new SettingException(
          "%s was not trained on a text, so it has no tokens to continue with. Train one with nn train --data book.txt --model FILE."
              .formatted(model));
    }
    Tokenizer tokenizer = Tokenizer.of(file.metadata(), model);
    Generator generator = Generator.of(file.model());
    if (generator.tokens() != tokenizer.size()) {
      throw new DataException(
          "%s: expected a network for the %s tokens that the file knows; found one for %s. Train the model again."
              .formatted(model, tokenizer.size(), generator.tokens()));
    }
    generator.prompt(prompt(tokenizer));
    PrintWriter out = spec.commandLine().getOut();
    out.print(prompt.orElse(""));
    out.flush();
    write(generator, sampling, tokenizer.decoder(), out);
    return ExitCode.OK;
  }

  private int[] prompt(Tokenizer tokenizer) {
    if (prompt.isPresent() && !prompt.get().isEmpty()) {
      return tokenizer.encode(prompt.get());
    }
    try {
      return tokenizer.encode("\n");
    } catch (DataException e) {
      // Not every text has lines.
      return new int[] {0};
    }
  }

  private void write(
      Generator generator, Sampling sampling, TokenDecoder decoder, PrintWriter out) {
    StringBuilder tail = new StringBuilder();
    generator.generate(
        tokens,
        sampling,
        seed,
        token -> {
          String text = decoder.next(token);
          out.print(text);
          out.flush();
          return !isEnd(tail, text) && !out.checkError();
        });
    out.println(decoder.end());
    out.flush();
  }

  /** Whether the text that was added ends as it shall. */
  private boolean isEnd(StringBuilder tail, String text) {
    if (stop.isEmpty()) {
      return false;
    }
    tail.append(text);
    int length = stop.get().length();
    if (tail.length() > length) {
      tail.delete(0, tail.length() - length);
    }
    return tail.toString().equals(stop.get());
  }
}
