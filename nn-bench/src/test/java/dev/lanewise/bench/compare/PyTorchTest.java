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
  void findsTheNatives() {
    Task task = new Task(Fake.WORKLOAD, Fake.TWO, 6, Path.of("data"));

    String path = TORCH.launch(task).environment().getOrDefault("LD_LIBRARY_PATH", "");
    assertTrue(path.startsWith(Path.of("torch", "natives").toString()), path);
  }
}
