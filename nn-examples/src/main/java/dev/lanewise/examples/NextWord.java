package dev.lanewise.examples;

import dev.lanewise.listeners.ConsoleLog;
import dev.lanewise.loss.Loss;
import dev.lanewise.networks.LanguageModels;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.predict.Generator;
import dev.lanewise.predict.Sampling;
import dev.lanewise.text.BytePairTokenizer;
import dev.lanewise.text.TextSource;
import dev.lanewise.text.TextWindows;
import dev.lanewise.text.Tokenizer;
import dev.lanewise.text.Tokens;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Learns which word, or piece of one, comes next in the beginning of Moby-Dick, and goes on. */
public final class NextWord {
  private static final int PIECES = 1000;
  private static final int CONTEXT = 48;

  private NextWord() {}

  /** Trains for some epochs, and writes a little. */
  public static void main(String[] args) {
    TextSource book = TextSource.text(book());
    Tokenizer tokenizer = BytePairTokenizer.train(book, PIECES);
    Model model = train(Tokens.read(book, tokenizer), tokenizer.size(), 6);
    for (String beginning : new String[] {"The old captain", "I looked at the sea"}) {
      System.out.println(continued(model, tokenizer, beginning, 60));
    }
  }

  static Model train(Tokens tokens, int words, int epochs) {
    TextWindows all = TextWindows.of(tokens, CONTEXT);
    Network network = LanguageModels.lstm(CONTEXT, words, List.of(128), 0.3f);
    try (Trainer trainer =
        Trainer.builder(network.initialize(1), Loss.softmaxCrossEntropy(), Optimizer.adam(0.003))
            .batchSize(16)
            .build()) {
      Fit fit = Fit.epochs(epochs).withListener(ConsoleLog.to(System.out));
      trainer.fit(all.first(0.95), fit.withValidation(all.after(0.95)));
      return trainer.model();
    }
  }

  static String continued(Model model, Tokenizer tokenizer, String beginning, int words) {
    Generator generator = Generator.of(model);
    generator.prompt(tokenizer.encode(beginning));
    StringBuilder text = new StringBuilder(beginning);
    Sampling sampling = new Sampling(0.7, 40, 0.95);
    generator.generate(words, sampling, 1, token -> text.append(tokenizer.decode(token)) != null);
    return text.toString();
  }

  static String book() {
    try (InputStream in = NextWord.class.getResourceAsStream("text/moby-dick.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
