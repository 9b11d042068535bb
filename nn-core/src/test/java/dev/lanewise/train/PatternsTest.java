package dev.lanewise.train;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.layers.Dense;
import dev.lanewise.nn.Graph;
import dev.lanewise.nn.Network;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PatternsTest {
  private static final Network NETWORK = network();

  private static Network network() {
    Graph graph = new Graph();
    return graph.outputs(
        graph
            .input("x", Shape.of(2))
            .then("encoder/1", new Dense(2))
            .then("encoder/2", new Dense(2))
            .then("head", new Dense(1)));
  }

  private static Set<String> matching(String... patterns) {
    return Patterns.matching(NETWORK, List.of(patterns));
  }

  @Test
  void aNameMeansItself() {
    assertEquals(Set.of("head.bias"), matching("head.bias"));
  }

  @Test
  void aStarStandsForAnyTextWhereverItIs() {
    assertEquals(Set.of("head.weight", "head.bias"), matching("head.*"));
    assertEquals(Set.of("encoder/1.bias", "encoder/2.bias", "head.bias"), matching("*.bias"));
    assertEquals(Set.of("encoder/1.bias", "encoder/2.bias"), matching("enc*.b*s"));
    assertEquals(6, matching("*").size());
    assertEquals(6, matching("**").size());
    assertEquals(Set.of("head.bias"), matching("head.bias*"));
  }

  @Test
  void patternsAdd() {
    assertEquals(Set.of("head.bias", "encoder/2.weight"), matching("head.b*", "*2.weight"));
    assertEquals(Set.of(), matching());
  }

  @Test
  void otherCharactersMeanThemselves() {
    assertError(SettingException.class, () -> matching("head.bia."), "'head.bia.'");
    assertError(SettingException.class, () -> matching("head bias"), "'head bias'");
    assertError(SettingException.class, () -> matching("[a-z]+.bias"), "'[a-z]+.bias'");
  }

  @Test
  void namesWhatMatchesNothingAndWhatThereIs() {
    assertError(
        SettingException.class,
        () -> matching("head.*", "tail.*"),
        "'tail.*'",
        "encoder/1.weight",
        "head.bias");
    assertError(SettingException.class, () -> matching(""), "''");
  }
}
