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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private static TrainerState withSlots(Map<String, List<float[]>> slots) {
    return new TrainerState(
        Fixtures.small(),
        "SGD",
        Set.of(),
        slots,
        0,
        0,
        0,
        new double[1],
        new long[1],
        0.1,
        new double[0],
        0,
        0);
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
        List.of(withSlots(Map.of()), withSlots(Fixtures.slots(Fixtures.small(), List.of())))) {
      Checkpoint.save(state, file);
      assertSame(state, Checkpoint.load(file));
    }
  }

  static void assertSame(TrainerState expected, TrainerState actual) {
    assertEquals(expected.model().network(), actual.model().network());
    assertEquals(expected.model().checksum(), actual.model().checksum());
    assertEquals(expected.optimizer(), actual.optimizer());
    assertEquals(expected.frozen(), actual.frozen());
    assertEquals(bits(expected.slots()), bits(actual.slots()));
    assertEquals(expected.step(), actual.step());
    assertEquals(expected.epochs(), actual.epochs());
    assertEquals(expected.position(), actual.position());
    assertArrayEquals(expected.epochCorrect(), actual.epochCorrect());
    assertEquals(expected.seed(), actual.seed());
    assertEquals(expected.samples(), actual.samples());
    assertArrayEquals(expected.epochLosses(), actual.epochLosses());
    assertEquals(expected.learningRate(), actual.learningRate());
    assertArrayEquals(
        Arrays.stream(expected.schedule()).mapToLong(Double::doubleToRawLongBits).toArray(),
        Arrays.stream(actual.schedule()).mapToLong(Double::doubleToRawLongBits).toArray());
  }

  private static Map<String, List<List<Integer>>> bits(Map<String, List<float[]>> slots) {
    Map<String, List<List<Integer>>> bits = new HashMap<>();
    slots.forEach(
        (name, arrays) -> bits.put(name, arrays.stream().map(CheckpointTest::bits).toList()));
    return bits;
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
        () -> Checkpoint.save(withSlots(Map.of("0.weight", List.of())), file),
        "parameters [0.weight, 0.bias, 1.weight, 1.bias]",
        "for [0.weight]");
    List<float[]> one = List.of(new float[1]);
    assertError(
        ShapeException.class,
        () -> Checkpoint.save(withSlots(Fixtures.slots(Fixtures.small(), one)), file),
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
