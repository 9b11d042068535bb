package dev.lanewise.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PyTorchTest {
  private static final Path NATIVES = Path.of("natives");
  private static final PyTorch TORCH = new PyTorch("Linux amd64", Optional.of(NATIVES));

  @Test
  void saysWhyItCannotRun() {
    assertEquals(Optional.empty(), TORCH.obstacle());
    assertTrue(
        new PyTorch("Mac OS X aarch64", Optional.of(NATIVES))
            .obstacle()
            .orElseThrow()
            .contains("Mac OS X aarch64"));
    assertTrue(
        new PyTorch("Linux amd64", Optional.empty()).obstacle().orElseThrow().contains("peers"));
  }

  @Test
  void triesThreadsFlushingAndFusing() {
    assertEquals(2, TORCH.settings(new Workload("784-10", 1, "sgd"), 1).size());
    List<Setting> adam = TORCH.settings(Fake.WORKLOAD, 2);
    assertEquals(8, adam.size());
    assertTrue(adam.contains(new Setting(1, List.of("fused", "flush-denormal"))));
  }

  @Test
  void processGetsWorkAndSettingAndFindsTheNatives() {
    Setting setting = new Setting(2, List.of("fused"));
    Launch launch = TORCH.launch(Fake.WORKLOAD, setting, 6, Path.of("data"));

    List<String> words = launch.command();
    assertEquals(
        List.of("784-128-10", "128", "adam", "2", "6", "data", "fused"),
        words.subList(words.size() - 7, words.size()));
    assertTrue(launch.environment().getOrDefault("LD_LIBRARY_PATH", "").startsWith("natives"));
  }
}
