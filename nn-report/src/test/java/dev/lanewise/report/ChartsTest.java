package dev.lanewise.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Drawings are documents that a parser can read, with words for those who cannot see. */
class ChartsTest {
  private static final String HOSTILE = "a <b> & \"c\" \u0001";

  static List<Chart> charts() {
    double[] nothing = {};
    double[] gaps = {1, Double.NaN, Double.POSITIVE_INFINITY, 2};
    return List.of(
        new LineChart(
            HOSTILE,
            "falls",
            "epoch",
            HOSTILE,
            List.of(
                LineChart.Curve.counted(HOSTILE, new double[] {3, 2, 1}),
                LineChart.Curve.counted("gaps", gaps),
                LineChart.Curve.counted("none", nothing))),
        new LineChart("empty", "nothing", "x", "y", List.of()),
        new BarChart(
            "bars",
            "two",
            "gain",
            List.of("first", HOSTILE),
            new double[] {-1, 2},
            new double[] {0, 0.5}),
        new GridChart(
            "grid",
            "four",
            "class",
            "predicted",
            List.of("a", HOSTILE),
            List.of("a", "b"),
            new double[] {1, 2, 0, 4}),
        new ScatterChart(
            "points",
            "three",
            "x",
            "y",
            List.of("p", "q", HOSTILE),
            new double[][] {{0, 1}, {2, -3}, {5, 5}},
            new int[] {0, 1, 2}));
  }

  private static Document parsed(String markup) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(markup)));
  }

  @ParameterizedTest
  @MethodSource("charts")
  void drawingsAreWellFormedAndDescribed(Chart chart) throws Exception {
    Element svg = parsed(chart.svg()).getDocumentElement();
    assertEquals("svg", svg.getTagName());
    assertEquals("img", svg.getAttribute("role"));
    Element title = (Element) svg.getElementsByTagName("title").item(0);
    Element words = (Element) svg.getElementsByTagName("desc").item(0);
    assertEquals(chart.title().replace('\u0001', '\uFFFD'), title.getTextContent());
    assertEquals(chart.description(), words.getTextContent());
    assertEquals(
        title.getAttribute("id") + " " + words.getAttribute("id"),
        svg.getAttribute("aria-labelledby"));
    assertFalse(chart.svg().contains("NaN") || chart.svg().contains("Infinity"), chart.svg());
    assertEquals(chart.svg(), chart.svg());
  }

  @ParameterizedTest
  @MethodSource("charts")
  void tablesHaveACellForEachColumn(Chart chart) {
    DataTable table = chart.table();
    table.rows().forEach(row -> assertEquals(table.header().size(), row.size(), chart.title()));
  }

  @Test
  void curvesGoThroughTheirNumbers() throws Exception {
    LineChart chart =
        new LineChart(
            "t",
            "d",
            "x",
            "y",
            List.of(new LineChart.Curve("c", new double[] {0, 5, 10}, new double[] {0, 1, 2})));
    NodeList paths = parsed(chart.svg()).getElementsByTagName("path");
    // The corners of the plane and its middle.
    assertEquals("M64 312L344 176L624 40", ((Element) paths.item(0)).getAttribute("d"));
    assertEquals(List.of("5", "1"), chart.table().rows().get(1));
  }

  @Test
  void numbersThatAreNotFiniteLeaveGaps() throws Exception {
    Chart chart = charts().getFirst();
    NodeList paths = parsed(chart.svg()).getElementsByTagName("path");
    String gaps = ((Element) paths.item(1)).getAttribute("d");
    assertEquals(2, gaps.chars().filter(c -> c == 'M').count());
    assertEquals(0, gaps.chars().filter(c -> c == 'L').count());
    assertEquals(List.of("2", "2", "–", ""), chart.table().rows().get(1));
  }

  @Test
  void barsBeginAtZero() throws Exception {
    NodeList rects = parsed(charts().get(2).svg()).getElementsByTagName("rect");
    Element negative = (Element) rects.item(1);
    Element positive = (Element) rects.item(2);
    double end = number(negative, "x") + number(negative, "width");
    assertEquals(end, number(positive, "x"), 0.01);
    assertEquals(2, number(positive, "width") / number(negative, "width"), 0.01);
  }

  private static double number(Element element, String name) {
    return Double.parseDouble(element.getAttribute(name));
  }

  @Test
  void ticksAreRoundAndCoverTheRange() {
    double[][] ranges = {{0, 1}, {-3, 17}, {0.001, 0.0012}, {5, 5}, {1e9, 3e9}, {-1e-7, 0}, {}};
    for (double[] range : ranges) {
      Scale scale = Scale.of(range, 0, 100);
      for (double number : range) {
        assertTrue(scale.place(number) >= -1e-6 && scale.place(number) <= 100 + 1e-6);
      }
      assertTrue(scale.ticks().size() >= 2 && scale.ticks().size() <= 8, scale::toString);
      List<String> texts = new ArrayList<>();
      scale.ticks().forEach(tick -> texts.add(Numbers.text(tick)));
      assertEquals(texts.size(), texts.stream().distinct().count(), texts::toString);
    }
  }

  @Test
  void numbersAreShort() {
    assertEquals("0.3333", Numbers.text(1 / 3.0));
    assertEquals("−12.5", Numbers.text(-12.5));
    assertEquals("123500", Numbers.text(123_456));
    assertEquals("1.235e6", Numbers.text(1_234_567));
    assertEquals("1.2e−5", Numbers.text(1.2e-5));
    assertEquals("0", Numbers.text(-0.0));
    assertEquals("–", Numbers.text(Double.NaN));
    assertEquals("−∞", Numbers.text(Double.NEGATIVE_INFINITY));
  }

  @Test
  void lengthsMustFit() {
    double[] one = {1};
    double[] two = {1, 2};
    assertThrows(IllegalArgumentException.class, () -> new LineChart.Curve("c", one, two));
    assertThrows(
        IllegalArgumentException.class, () -> new BarChart("t", "d", "l", List.of("a"), two, one));
    assertThrows(
        IllegalArgumentException.class,
        () -> new GridChart("t", "d", "r", "c", List.of("a"), List.of("b"), two));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ScatterChart("t", "d", "x", "y", List.of("a"), new double[1][2], new int[2]));
  }
}
