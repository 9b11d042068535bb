package dev.lanewise.files;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.FileException;
import dev.lanewise.ShapeException;
import dev.lanewise.nn.Model;
import dev.lanewise.train.TrainerState;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = directory.resolve("checkpoint.safetensors");
  }

  private static TrainerState withSlots(List<List<float[]>> slots) {
    return new TrainerState(
        Fixtures.small(), "SGD", slots, 0, 0, 0, 0, 0, 0.1, new double[0], 0, 0);
  }

  @Test
  void everyBitComesBack() {
    TrainerState state = Fixtures.state(Fixtures.large().initialize(3));
    Checkpoint.save(state, file);
    assertSame(state, Checkpoint.load(file));
  }

  @Test
  void emptyStatesComeBack() {
    for (TrainerState state :
        List.of(
            withSlots(List.of()), withSlots(List.of(List.of(), List.of(), List.of(), List.of())))) {
      Checkpoint.save(state, file);
      assertSame(state, Checkpoint.load(file));
    }
  }

  static void assertSame(TrainerState expected, TrainerState actual) {
    assertEquals(expected.model().network(), actual.model().network());
    assertEquals(expected.model().checksum(), actual.model().checksum());
    assertEquals(expected.optimizer(), actual.optimizer());
    assertEquals(bits(expected.slots()), bits(actual.slots()));
    assertEquals(expected.step(), actual.step());
    assertEquals(expected.epochs(), actual.epochs());
    assertEquals(expected.position(), actual.position());
    assertEquals(expected.epochCorrect(), actual.epochCorrect());
    assertEquals(expected.seed(), actual.seed());
    assertEquals(expected.samples(), actual.samples());
    assertEquals(expected.epochLoss(), actual.epochLoss());
    assertEquals(expected.learningRate(), actual.learningRate());
    assertArrayEquals(
        Arrays.stream(expected.schedule()).mapToLong(Double::doubleToRawLongBits).toArray(),
        Arrays.stream(actual.schedule()).mapToLong(Double::doubleToRawLongBits).toArray());
  }

  private static List<List<List<Integer>>> bits(List<List<float[]>> slots) {
    return slots.stream()
        .map(arrays -> arrays.stream().map(CheckpointTest::bits).toList())
        .toList();
  }

  private static List<Integer> bits(float[] values) {
    Integer[] bits = new Integer[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return List.of(bits);
  }

  @Test
  void slotsThatDoNotFitAreRefused() {
    assertError(
        ShapeException.class,
        () -> Checkpoint.save(withSlots(List.of(List.of())), file),
        "4 parameters",
        "for 1");
    List<float[]> one = List.of(new float[1]);
    assertError(
        ShapeException.class,
        () -> Checkpoint.save(withSlots(List.of(one, one, one, one)), file),
        "0.weight.slot.0",
        "6 numbers",
        "found 1");
  }

  @Test
  void modelsAreNoCheckpoints() {
    Model model = Fixtures.small();
    ModelFile.save(model, file);
    assertError(FileException.class, () -> Checkpoint.load(file), "a checkpoint", "ModelFile.load");
  }
}
