package dev.lanewise.examples;

import dev.lanewise.Shape;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Embedding;
import dev.lanewise.layers.Gru;
import dev.lanewise.layers.Recurrence.Output;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Graph.Value;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.text.KeptEnd;
import dev.lanewise.text.TextClassification;
import dev.lanewise.text.TextSource;
import dev.lanewise.text.Tokenizer;
import dev.lanewise.text.WordTokenizer;
import dev.lanewise.train.Fit;
import dev.lanewise.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** Learns whether a sentence is for or against something, with texts of different lengths. */
public final class Opinions {
  private static final int LONGEST = 24;
  private static final List<String> THINGS = List.of("film", "book", "meal", "hotel", "song");
  private static final List<String> GOOD = List.of("great", "lovely", "clever", "warm", "fine");
  private static final List<String> BAD = List.of("dull", "awful", "cold", "silly", "poor");
  private static final List<String> ENDS =
      List.of("", " and I would go again", " said my friend", " all in all, I think");

  private Opinions() {}

  /** Trains, and tells how many sentences that it has not seen are understood. */
  public static void main(String[] args) {
    System.out.printf(
        Locale.ROOT, "%.1f %% of the new sentences are understood%n", 100 * accuracy(1500, 6));
  }

  static double accuracy(int sentences, int epochs) {
    List<String> texts = new ArrayList<>();
    int[] labels = new int[sentences];
    Random random = new Random(3);
    for (int i = 0; i < sentences; i++) {
      labels[i] = random.nextInt(2);
      texts.add(sentence(labels[i] == 1, random));
    }
    Tokenizer words = WordTokenizer.train(TextSource.texts(texts), 200);
    TextClassification all = TextClassification.of(texts, labels, words, LONGEST, KeptEnd.FIRST);
    int cut = sentences * 4 / 5;
    try (Trainer trainer =
        Trainer.builder(
                network(words.size()).initialize(1),
                Loss.softmaxCrossEntropy(),
                Optimizer.adam(0.005))
            .batchSize(16)
            .build()) {
      trainer.fit(all.subset(range(0, cut)).bucketed(16), Fit.epochs(epochs));
      return trainer.evaluate(all.subset(range(cut, sentences))).accuracy().orElseThrow();
    }
  }

  /** A word such as "not" turns the meaning of those behind it, so that their order matters. */
  private static String sentence(boolean praises, Random random) {
    boolean turned = random.nextBoolean();
    List<String> words = praises != turned ? GOOD : BAD;
    return "The %s was %s%s%s."
        .formatted(
            any(THINGS, random), turned ? "not " : "", any(words, random), any(ENDS, random));
  }

  private static String any(List<String> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  private static int[] range(int from, int to) {
    return IntStream.range(from, to).toArray();
  }

  private static Network network(int words) {
    Graph graph = new Graph();
    Value tokens = graph.input("tokens", Shape.of(LONGEST));
    Value lengths = graph.input("lengths", Shape.of(1));
    Value vectors = tokens.then(new Embedding(words, 16));
    Value last = graph.apply(new Gru(24).withLengths().withOutput(Output.LAST), vectors, lengths);
    return graph.outputs(last.then(new Dense(2)));
  }
}
