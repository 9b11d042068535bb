package dev.lanewise.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Pictures and pages. */
class PagesTest {

  private static PngImage picture() {
    byte[] rgb = new byte[3 * 7 * 5];
    new Random(3).nextBytes(rgb);
    return new PngImage(7, 5, rgb);
  }

  @Test
  void otherReadersSeeTheSamePixels() throws Exception {
    PngImage picture = picture();
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(picture.bytes()));
    assertEquals(7, read.getWidth());
    assertEquals(5, read.getHeight());
    byte[] found = new byte[3 * 7 * 5];
    for (int i = 0; i < 35; i++) {
      int rgb = read.getRGB(i % 7, i / 7);
      found[3 * i] = (byte) (rgb >> 16);
      found[3 * i + 1] = (byte) (rgb >> 8);
      found[3 * i + 2] = (byte) rgb;
    }
    assertArrayEquals(picture.rgb(), found);
    assertArrayEquals(picture.bytes(), picture().bytes());
  }

  @Test
  void picturesNeedTheirBytes() {
    assertThrows(IllegalArgumentException.class, () -> new PngImage(2, 2, new byte[11]));
    assertThrows(IllegalArgumentException.class, () -> new PngImage(0, 2, new byte[0]));
  }

  private static String page() {
    return new ReportPage("Run <1>", "en")
        .words("All & everything")
        .table(new DataTable(List.of("seed"), List.of(List.of("42"))))
        .heading("Curves")
        .chart(ChartsTest.charts().getFirst())
        .pictures(List.of(new ReportPage.Picture(picture(), "7 taken for \"1\"")))
        .html();
  }

  @Test
  void pagesNeedNothingFromElsewhere() {
    String page = page();
    assertTrue(page.startsWith("<!doctype html>\n<html lang=\"en\">"), page);
    assertTrue(page.contains("<title>Run &lt;1&gt;</title>"), page);
    assertTrue(page.contains("<p>All &amp; everything</p>"), page);
    assertTrue(page.contains("default-src 'none'"), page);
    assertTrue(page.contains("alt=\"7 taken for &quot;1&quot;\""), page);
    assertFalse(page.contains("<script") || page.contains("href="), page);
    String elsewhere = page.replace("http://www.w3.org/2000/svg", "");
    assertFalse(elsewhere.contains("http:") || elsewhere.contains("https:"), elsewhere);
    assertEquals(page, page());
  }
}
