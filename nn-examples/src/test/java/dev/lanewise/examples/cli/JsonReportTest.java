package dev.lanewise.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JsonReportTest {

  @Test
  void writesNumbersThatJsonKnows() {
    assertEquals("\"a\":0.5", JsonReport.number("a", 0.5));
    assertEquals("\"a\":1.0E-5", JsonReport.number("a", 1e-5));
    assertEquals("\"a\":null", JsonReport.number("a", Double.NaN));
    assertEquals("\"a\":null", JsonReport.number("a", Double.POSITIVE_INFINITY));
  }
}
