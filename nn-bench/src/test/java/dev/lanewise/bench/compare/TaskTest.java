package dev.lanewise.bench.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.bench.Networks;
import dev.lanewise.optimizer.Adam;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskTest {
  private static final Task TASK =
      new Task(new Workload("784-16-10", 4, "sgd", 10), Fake.TWO_FAST, 2, Path.of("data"));

  @Test
  void argumentsMakeTheSameTask() {
    assertEquals(TASK, Task.parse(TASK.arguments().toArray(String[]::new)));
    assertThrows(IllegalArgumentException.class, () -> Task.parse("784-10", "128"));
  }

  @Test
  void knowsLayersAndOptimizer() {
    assertArrayEquals(new int[] {784, 16, 10}, TASK.sizes());
    assertFalse(TASK.adam());
    assertEquals(0, TASK.decay());
  }

  @Test
  void adamWIsAdamWithDecay() {
    Task task = new Task(new Workload("gpt", 32, "adamw", 10), Fake.TWO, 2, Path.of("data"));

    assertTrue(task.adam());
    assertEquals(((Adam) Networks.optimizer("adamw")).decay(), task.decay());
  }

  @Test
  void epochIsEverySampleOnceInANewOrderAndTheLastBatchIsTheRest() {
    List<int[]> steps = new ArrayList<>();
    TASK.train(samples -> {
      steps.add(samples);
      return 1;
    });

    assertEquals(List.of(4, 4, 2, 4, 4, 2), steps.stream().map(step -> step.length).toList());
    int[] first = order(steps.subList(0, 3));
    int[] second = order(steps.subList(3, 6));
    assertFalse(Arrays.equals(first, second));
    int[] all = IntStream.range(0, 10).toArray();
    assertArrayEquals(all, Arrays.stream(first).sorted().toArray());
    assertArrayEquals(all, Arrays.stream(second).sorted().toArray());
  }

  private static int[] order(List<int[]> steps) {
    return steps.stream().flatMapToInt(Arrays::stream).toArray();
  }
}
