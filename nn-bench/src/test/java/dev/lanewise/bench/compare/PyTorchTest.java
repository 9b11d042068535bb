package dev.lanewise.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PyTorchTest {
  private static final PyTorch TORCH =
      new PyTorch(new Installation(Path.of("torch"), "Linux amd64"));

  @Test
  void triesThreadsFlushingAndFusing() {
    assertEquals(2, TORCH.settings(new Workload("784-10", 1, "sgd", 9), 1).size());
    List<Setting> adam = TORCH.settings(Fake.WORKLOAD, 2);
    assertEquals(8, adam.size());
    assertTrue(adam.contains(new Setting(1, List.of("fused", "flush-denormal"))));
  }

  @Test
  void sequencesAreTriedFusedAndWithAShortSpin() {
    List<Setting> settings = TORCH.settings(new Workload("gpt", 32, "adamw", 9), 2);

    assertEquals(4, settings.size());
    assertTrue(settings.contains(new Setting(2, List.of("flush-denormal", "short-spin", "fused"))));
  }

  @Test
  void othersLeaveSequencesAndAdamWAlone() {
    TensorFlow other = new TensorFlow(TORCH.installation());

    assertTrue(other.settings(new Workload("lstm-128", 32, "adam", 9), 2).isEmpty());
    assertTrue(other.settings(new Workload("784-10", 32, "adamw", 9), 2).isEmpty());
    assertEquals(2, other.settings(Fake.WORKLOAD, 2).size());
  }

  @Test
  void findsTheNatives() {
    Task task = new Task(Fake.WORKLOAD, Fake.TWO, 6, Path.of("data"));

    String path = TORCH.launch(task).environment().getOrDefault("LD_LIBRARY_PATH", "");
    assertTrue(path.startsWith(Path.of("torch", "natives").toString()), path);
  }
}
