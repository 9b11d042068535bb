package dev.lanewise.kernels;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.BackendException;
import dev.lanewise.kernels.reference.ReferenceKernels;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackendsTest {
  private final Optional<String> before =
      Optional.ofNullable(System.getProperty(Backends.PROPERTY));

  @BeforeEach
  void clearProperty() {
    System.clearProperty(Backends.PROPERTY);
  }

  @AfterEach
  void restoreProperty() {
    System.clearProperty(Backends.PROPERTY);
    before.ifPresent(value -> System.setProperty(Backends.PROPERTY, value));
  }

  @Test
  void theReferenceIsAlwaysThere() {
    Backend reference =
        Backends.candidates().stream()
            .filter(candidate -> candidate.name().equals("reference"))
            .findFirst()
            .flatMap(Backends.Candidate::backend)
            .orElseThrow();
    assertEquals(Optional.empty(), reference.obstacle());
    assertEquals(0, reference.preference());
    assertFalse(reference.description().isEmpty());
    assertInstanceOf(ReferenceKernels.class, reference.kernels());
  }

  @Test
  void candidatesComeInOrderOfPreference() {
    List<Integer> preferences =
        Backends.candidates().stream()
            .flatMap(candidate -> candidate.backend().stream())
            .map(Backend::preference)
            .toList();
    assertEquals(
        preferences.stream().sorted((a, b) -> Integer.compare(b, a)).toList(), preferences);
  }

  @Test
  void theBestIsTakenWithoutAWish() {
    Backends.Candidate best =
        Backends.candidates().stream()
            .filter(c -> c.obstacle().isEmpty())
            .findFirst()
            .orElseThrow();
    Backends.Selection selection = Backends.select();
    assertEquals(best.name(), selection.backend().name());
    assertTrue(selection.reason().contains("best"), selection::reason);
  }

  @Test
  void aNameIsGranted() {
    Backends.Selection selection = Backends.select("reference");
    assertEquals("reference", selection.backend().name());
    assertTrue(selection.reason().contains("by name"), selection::reason);
  }

  @Test
  void thePropertyIsGranted() {
    System.setProperty(Backends.PROPERTY, "reference");
    Backends.Selection selection = Backends.select();
    assertEquals("reference", selection.backend().name());
    assertTrue(selection.reason().contains("-Dlanewise.backend"), selection::reason);
  }

  @Test
  void anUnknownNameIsRefused() {
    assertError(
        BackendException.class,
        () -> Backends.select("abacus"),
        "'abacus'",
        "reference",
        "nn-simd");
  }

  @Test
  void anUnknownNameInThePropertyIsRefused() {
    System.setProperty(Backends.PROPERTY, "abacus");
    assertError(BackendException.class, Backends::select, "'abacus'", "reference");
  }
}
