package dev.lanewise.examples;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small tables with one thing wrong in each, and what commands need beside them. */
final class RemedyFiles {
  private static final int ROWS = 60;
  private static final List<String> KINDS = List.of("red", "green", "blue");

  private final Path directory;

  private RemedyFiles(Path directory) {
    this.directory = directory;
  }

  /** Writes all of them. */
  static void write(Path directory) throws IOException {
    RemedyFiles files = new RemedyFiles(directory);
    files.writeNumbers();
    files.writeOthers();
    files.writeTargets();
    files.writeForms();
    files.writeImages();
  }

  private static String x(int row) {
    double noise = new Random(row).nextGaussian() / 4;
    return String.format(Locale.ROOT, "%.2f", 3 * (row % 3) + noise);
  }

  private static String kind(int row) {
    return KINDS.get(row % 3);
  }

  /** A table with a column before the numbers {@code y} and the target {@code kind}. */
  private void table(String name, String column, IntFunction<String> value) throws IOException {
    write(name, csv(column + ",y,kind", i -> value.apply(i) + "," + i % 7 + "," + kind(i)));
  }

  private static String csv(String header, IntFunction<String> row) {
    return IntStream.range(0, ROWS)
        .mapToObj(row)
        .collect(Collectors.joining("\n", header + "\n", "\n"));
  }

  private void write(String name, String text) throws IOException {
    write(name, text, StandardCharsets.UTF_8);
  }

  private void write(String name, String text, Charset charset) throws IOException {
    Files.writeString(directory.resolve(name), text, charset);
  }

  private void writeNumbers() throws IOException {
    table("good.csv", "x", RemedyFiles::x);
    table("codes.csv", "x", i -> i % 3 == 0 ? "A" : String.valueOf(i % 3));
    table("marked.csv", "x", i -> i % 7 == 3 ? "-" : x(i));
    table("missing.csv", "x", i -> i % 7 == 3 ? "" : x(i));
    table("units.csv", "x", i -> x(i) + " kg");
    table("commas.csv", "x", i -> '"' + x(i).replace('.', ',') + '"');
    table("empty.csv", "x", i -> "");
    table("huge.csv", "x", i -> i == 5 ? "1e308" : x(i));
    table("few.csv", "x", i -> String.valueOf(i % 7));
    String wide = IntStream.range(0, 257).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    write("wide.csv", csv(wide + ",kind", i -> "1,".repeat(257) + kind(i)));
  }

  private void writeOthers() throws IOException {
    table("soil.csv", "soil", i -> i % 2 == 0 ? "clay" : "sand");
    table("soil-missing.csv", "soil", i -> i % 7 == 3 ? "" : "clay");
    table("soil-rare.csv", "soil", i -> i % 9 == 0 ? "rare" + i : "sand");
    table("soil-other.csv", "soil", i -> "loam");
    table("days.csv", "day", i -> "%02d.%02d.2026".formatted(i % 28 + 1, i % 12 + 1));
    table("plots.csv", "plot", i -> "p" + i % 7);
    table("days-iso.csv", "day", i -> "2026-01-%02d".formatted(i % 28 + 1));
    table("days-few.csv", "day", i -> "%02d.01.2026".formatted(i % 7 + 1));
  }

  private void writeTargets() throws IOException {
    write("price.csv", csv("x,y,price", i -> x(i) + ",1," + x(i + 1)));
    write("size.csv", csv("x,y,size", i -> x(i) + ",1," + i % 3));
    write("day.csv", csv("x,day", i -> x(i) + ",2026-01-%02d".formatted(i % 3 + 1)));
    write("kind-missing.csv", csv("x,kind", i -> x(i) + "," + (i % 9 == 4 ? "" : kind(i))));
    write("price-marked.csv", csv("x,price", i -> x(i) + "," + (i % 9 == 4 ? "-" : x(i + 1))));
    write("kind-other.csv", csv("x,y,kind", i -> x(i) + ",1," + (i == 4 ? "purple" : kind(i))));
    write("kind-one.csv", csv("x,kind", i -> x(i) + ",red"));
    write("kind-singles.csv", "x,kind\n1,a\n2,b\n3,c\n4,d\n");
    write("two.csv", "x,price\n1,1.5\n2,2.5\n");
  }

  private void writeForms() throws IOException {
    String good = Files.readString(directory.resolve("good.csv"));
    write("semicolons.csv", good.replace(',', ';'));
    write("decimals.csv", good.replace(',', ';').replace('.', ','));
    write("bare.csv", good.substring(good.indexOf('\n') + 1));
    write("bare-doubles.csv", csv("1,1,red", i -> x(i) + "," + x(i) + "," + kind(i)));
    write("bare-semicolons.csv", csv("0.5;a, b;red", i -> x(i) + ";c;" + kind(i)));
    write("doubles.csv", good.replace("x,y", "x,x"));
    write("latin.csv", good.replace("red", "r\u00f6t"), Charset.forName("windows-1252"));
    write("utf16.csv", good, StandardCharsets.UTF_16);
    write("utf16-bare.csv", good, StandardCharsets.UTF_16LE);
    write("quotes.csv", good.replaceFirst("red", "\"red"));
    write("quotes-within.csv", good.replaceFirst("red", "\"r\"ed"));
    write("header.csv", "x,y,kind\n");
  }

  /** A set of 20 images of 2 x 2 pixels, of which each name has its IDX type. */
  private void writeImages() throws IOException {
    Path images = Files.createDirectory(directory.resolve("images"));
    for (String part : List.of("train", "t10k")) {
      Files.write(images.resolve(part + "-images-idx3-ubyte"), idx(20, 2, 2));
      Files.write(images.resolve(part + "-labels-idx1-ubyte"), idx(20));
    }
  }

  private static byte[] idx(int... extents) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0x800 + extents.length);
    int size = 1;
    for (int extent : extents) {
      out.writeInt(extent);
      size *= extent;
    }
    for (int i = 0; i < size; i++) {
      out.writeByte(i % 2);
    }
    return bytes.toByteArray();
  }
}
