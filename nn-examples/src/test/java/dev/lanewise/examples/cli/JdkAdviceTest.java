package dev.lanewise.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdkAdviceTest {

  @ParameterizedTest
  @CsvSource({"25, true", "25.0.2, true", "25.0.3, false", "25.0.3+9-LTS, false", "26, false"})
  void warnsOfDefectiveJdks(String version, boolean warned) {
    assertEquals(warned, JdkAdvice.of(Runtime.Version.parse(version)).isPresent());
  }
}
