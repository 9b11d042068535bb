package dev.lanewise.text;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.data.Dataset;
import dev.lanewise.layers.Dense;
import dev.lanewise.loss.Loss;
import dev.lanewise.nn.Concatenate;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Network;
import dev.lanewise.optimizer.Optimizer;
import dev.lanewise.train.Allocations;
import dev.lanewise.train.Fit;
import dev.lanewise.train.StopReason;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainerState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Trainers with each kind of data: threads do not matter, nor whether a training is interrupted.
 */
class TextTrainingTest {
  private static final int CONTEXT = 3;

  private enum Kind {
    CONSECUTIVE,
    RANDOM,
    STATEFUL,
    BUCKETED;

    Dataset data() {
      TextWindows windows =
          TextWindows.of(Tokens.of(IntStream.range(0, 82).map(i -> i * i % 5).toArray()), CONTEXT);
      return switch (this) {
        case CONSECUTIVE -> windows;
        case RANDOM -> windows.random(27);
        case STATEFUL -> windows.stateful(4);
        case BUCKETED -> texts();
      };
    }

    private static Dataset texts() {
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < 27; i++) {
        texts.add("ab".repeat(1 + i * 7 % 5));
      }
      int[] labels = IntStream.range(0, 27).map(i -> i % 3).toArray();
      CharacterTokenizer tokenizer = CharacterTokenizer.train(TextSource.text("ab"));
      return TextClassification.of(texts, labels, tokenizer, 6, KeptEnd.LAST).bucketed(4);
    }

    Network network() {
      if (this != BUCKETED) {
        return Network.of(Shape.of(CONTEXT), new Dense(CONTEXT));
      }
      Graph graph = new Graph();
      Graph.Value tokens = graph.input("tokens", Shape.of(6));
      Graph.Value length = graph.input("length", Shape.of(1));
      return graph.outputs(graph.apply(new Concatenate(), tokens, length).then(new Dense(3)));
    }

    Loss loss() {
      return this == BUCKETED ? Loss.softmaxCrossEntropy() : Loss.meanSquaredError();
    }
  }

  private static Trainer.Builder fresh(Kind kind) {
    return settings(
        Trainer.builder(kind.network().initialize(1), kind.loss(), Optimizer.adam(0.01)).seed(3));
  }

  private static Trainer.Builder settings(Trainer.Builder builder) {
    return builder.batchSize(4).backend("reference");
  }

  private static long checksum(Kind kind, int threads) {
    try (Trainer trainer = fresh(kind).threads(threads).build()) {
      trainer.fit(kind.data(), Fit.epochs(3));
      return trainer.state().model().checksum();
    }
  }

  @Test
  void otherBatchesThanTheRowsAreRefused() {
    try (Trainer trainer = fresh(Kind.STATEFUL).batchSize(5).build()) {
      assertError(
          SettingException.class,
          () -> trainer.fit(Kind.STATEFUL.data(), Fit.epochs(1)),
          "batches of 4",
          "batches of 5");
      assertEquals(24, trainer.evaluate(Kind.STATEFUL.data()).samples());
    }
  }

  @ParameterizedTest
  @EnumSource
  void threadsDoNotMatter(Kind kind) {
    assertEquals(checksum(kind, 1), checksum(kind, 3));
    assertNotEquals(kind.network().initialize(1).checksum(), checksum(kind, 1));
  }

  @ParameterizedTest
  @EnumSource
  void aTrainingThatGoesOnSeesTheSameTexts(Kind kind) {
    long expected = checksum(kind, 1);
    for (int steps : new int[] {1, 5, 7, 10, 16}) {
      TrainerState half;
      try (Trainer trainer = fresh(kind).build()) {
        assertEquals(
            StopReason.STEP_BUDGET,
            trainer.fit(kind.data(), Fit.upToEpoch(3).withStepBudget(steps)).reason());
        half = trainer.state();
      }
      Trainer.Builder resumed = settings(Trainer.resume(half, kind.loss(), Optimizer.adam(0.01)));
      try (Trainer trainer = resumed.build()) {
        trainer.fit(kind.data(), Fit.upToEpoch(3));
        assertEquals(expected, trainer.state().model().checksum());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void samplesAllocateNothing(Kind kind) {
    Dataset epoch = kind.data().inEpoch(1, 1);
    Matrix inputs = Matrix.allocate(4, epoch.inputShape().size());
    Matrix targets = Matrix.allocate(4, epoch.targetColumns());
    Allocations allocations = new Allocations(List.of());
    int[] next = new int[1];
    BooleanSupplier read =
        () -> {
          int index = next[0]++ % epoch.size();
          inputs.data()[0] = epoch.fetch(index);
          epoch.read(index, inputs, targets, index % 4);
          return allocations.count();
        };
    while (!read.getAsBoolean()) {}
    assertTrue(allocations.isClean(), allocations::toString);
  }
}
