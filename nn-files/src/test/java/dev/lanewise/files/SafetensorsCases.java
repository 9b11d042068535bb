package dev.lanewise.files;

import static dev.lanewise.files.RawFile.tensor;

import dev.lanewise.hostile.Damage;
import dev.lanewise.hostile.HostileCase;
import dev.lanewise.hostile.HostileCase.Expected;
import dev.lanewise.hostile.HostileFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Plain safetensors files, read as tensors and as weights. */
final class SafetensorsCases implements HostileFiles {
  private static final String FAMILY = "safetensors";
  private static final String WEIGHTS = "weights";
  private static final Consumer<Path> LOADER = Safetensors::read;
  private static final int MILLION = 1_000_000;

  @Override
  public Stream<HostileCase> all() throws IOException {
    byte[] good = good();
    int headerEnd =
        (int) (Long.BYTES + ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getLong());
    return Stream.of(
            Damage.cut(FAMILY, good, LOADER),
            Damage.flipped(FAMILY, good, headerEnd, LOADER, Expected.EITHER),
            HeaderLengths.of(FAMILY, good, LOADER),
            Damage.foreign(FAMILY, LOADER),
            refusedHeaders(),
            acceptedFiles(),
            hugeFiles(),
            Damage.cut(WEIGHTS, good, SafetensorsCases::weights),
            Damage.flipped(WEIGHTS, good, headerEnd, SafetensorsCases::weights, Expected.EITHER),
            Damage.foreign(WEIGHTS, SafetensorsCases::weights),
            weights())
        .flatMap(cases -> cases);
  }

  private static byte[] good() throws IOException {
    Path file = Files.createTempFile("good", ".safetensors");
    try {
      Weights.save(Fixtures.small(), file, Layout.PYTORCH);
      return Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
  }

  private static void weights(Path file) {
    Weights.load(file, Fixtures.SMALL, Layout.PYTORCH);
  }

  private static HostileCase refused(String name, String header, int data) {
    return HostileCase.of(FAMILY, name, RawFile.of(header, data), LOADER, Expected.REFUSED);
  }

  private static HostileCase refused(String header) {
    return refused(header.substring(0, Math.min(200, header.length())), header, 8);
  }

  private static Stream<HostileCase> refusedHeaders() {
    return Stream.of(shapes(), offsets(), types(), names(), structures(), longStructures())
        .flatMap(c -> c);
  }

  private static Stream<HostileCase> shapes() {
    return Stream.of(
            "[-2]",
            "[-1,-2]",
            "[2.0]",
            "[2e0]",
            "[\"2\"]",
            "[null]",
            "[true]",
            "[[2]]",
            "[{}]",
            "{}",
            "2",
            "null",
            "\"\"",
            "[3]",
            "[1]",
            "[2,2]",
            "[0]",
            "[2147483648]",
            "[4294967298]",
            "[9223372036854775807]",
            "[9223372036854775808]",
            "[18446744073709551618]",
            "[2147483647,2147483647]",
            "[2147483647,2147483647,4]",
            "[2147483647,2147483647,2147483647]",
            "[65536,65536,65536,65536]",
            "[2147483647,2147483647,2147483647,0]",
            "[1,1,1,1,1,1,1,1,2]",
            "[" + "9".repeat(39) + "]",
            "[" + "9".repeat(100_000) + "]",
            "[1e999999999]",
            "[02]",
            "[+2]",
            "[0x2]",
            "[2,]",
            "[,2]",
            "[NaN]",
            "[Infinity]",
            "[-0]",
            "[2")
        .map(shape -> refused("{" + tensor("t", "F32", shape, 0, 8) + "}"));
  }

  private static Stream<HostileCase> offsets() {
    return Stream.of(
            "[0]",
            "[]",
            "[0,8,8]",
            "[8,0]",
            "[-8,0]",
            "[0,4]",
            "[0,9]",
            "[4,12]",
            "[1,9]",
            "[0,9223372036854775807]",
            "[9223372036854775800,9223372036854775807]",
            "[0,9223372036854775808]",
            "[9223372036854775799,9223372036854775807]",
            "[0.0,8.0]",
            "[\"0\",\"8\"]",
            "[null,null]",
            "null",
            "{}",
            "[[0,8]]",
            "[0,18446744073709551624]")
        .map(offsets ->
            refused("{\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":" + offsets + "}}"));
  }

  private static Stream<HostileCase> types() {
    return Stream.of(
            "BOOL", "U8", "I8", "I16", "U16", "I32", "U32", "I64", "U64", "F8_E5M2", "F8_E4M3",
            "F4", "C64", "", "f32", "F33", "F", "float32", "F32 ", "\\u0000", "F16", "BF16", "F64")
        .map(type -> refused("{" + tensor("t", type, "[2]", 0, 8) + "}"));
  }

  private static Stream<HostileCase> names() {
    String first = tensor("t", "F32", "[1]", 0, 4);
    return Stream.of(
            "{" + tensor("", "F32", "[2]", 0, 8) + "}",
            "{" + first + "," + tensor("t", "F32", "[1]", 4, 8) + "}",
            "{" + first + "," + first + "}",
            "{" + first + "," + tensor("u", "F32", "[1]", 0, 4) + "}",
            "{" + first + "," + tensor("u", "F32", "[1]", 3, 7) + "}",
            "{" + first + "}",
            "{" + tensor("t", "F32", "[1]", 4, 8) + "}",
            "{" + tensor("\\ud800", "F32", "[2]", 0, 8) + "}",
            "{\"__metadata__\":{},\"__metadata__\":{}," + tensor("t", "F32", "[2]", 0, 8) + "}",
            "{\"__metadata__\":{\"a\":\"1\",\"a\":\"1\"}," + tensor("t", "F32", "[2]", 0, 8) + "}",
            "{\"__metadata__\":{\"a\":1}," + tensor("t", "F32", "[2]", 0, 8) + "}",
            "{\"__metadata__\":{\"a\":null}," + tensor("t", "F32", "[2]", 0, 8) + "}",
            "{\"__metadata__\":{\"a\":{}}," + tensor("t", "F32", "[2]", 0, 8) + "}",
            "{\"__metadata__\":[]," + tensor("t", "F32", "[2]", 0, 8) + "}",
            "{\"__metadata__\":null," + tensor("t", "F32", "[2]", 0, 8) + "}",
            "{" + tensor("__metadata__", "F32", "[2]", 0, 8) + "}")
        .map(SafetensorsCases::refused);
  }

  private static Stream<HostileCase> structures() {
    String entry = tensor("t", "F32", "[2]", 0, 8);
    String inner = entry.substring(0, entry.length() - 1);
    return Stream.of(
            "{}",
            "[]",
            "{",
            "{]",
            "{\"t\"}",
            "{\"t\":}",
            "{t:1}",
            "{'t':1}",
            "{\"t\":1}",
            "{\"t\":null}",
            "{\"t\":\"\"}",
            "{\"t\":[]}",
            "{\"t\":{}}",
            "{\"t\":{\"dtype\":\"F32\"}}",
            "{\"t\":{\"dtype\":\"F32\",\"shape\":[2]}}",
            "{\"t\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}",
            "{\"t\":{\"shape\":[2],\"data_offsets\":[0,8]}}",
            "{\"t\":{\"dtype\":1,\"shape\":[2],\"data_offsets\":[0,8]}}",
            "{\"t\":{\"dtype\":null,\"shape\":[2],\"data_offsets\":[0,8]}}",
            "{" + inner + ",\"extra\":1}}",
            "{" + inner + ",\"dtype\":\"F32\"}}",
            "{" + inner + ",\"shape\":[2]}}",
            "{" + entry + "}}",
            "{" + entry + "}{}",
            "{" + entry + "},",
            "{" + entry + ",}",
            "{" + entry + "}x",
            "{" + entry + "}\0",
            "{" + entry,
            "{" + entry + "/* */}",
            "{" + entry + "}// end",
            "{" + entry + "} null",
            "\ufeff{" + entry + "}",
            " {" + entry + "}",
            "{" + entry.replace('"', '\'') + "}")
        .map(SafetensorsCases::refused);
  }

  /** Built one at a time, when they are tried. */
  private static Stream<HostileCase> longStructures() {
    String entry = tensor("t", "F32", "[2]", 0, 8);
    Map<String, Supplier<String>> headers = new TreeMap<>();
    headers.put("nested objects", () -> "{" + "\"a\":{".repeat(100_000));
    headers.put("nested arrays", () -> "{\"a\":" + "[".repeat(MILLION));
    headers.put("nine arrays", () -> "{\"a\":" + "[".repeat(9) + "]".repeat(9) + "}");
    headers.put(
        "a million objects",
        () -> "{\"a\":" + "{\"a\":".repeat(500_000) + "1" + "}".repeat(500_000) + "}");
    headers.put("a million numbers", () -> "{\"a\":[" + "1,".repeat(MILLION) + "1]}");
    headers.put("digits", () -> "{\"a\":" + "1".repeat(4 * MILLION) + "}");
    headers.put("zeros", () -> "{\"a\":-" + "0".repeat(MILLION) + "}");
    headers.put("decimals", () -> "{\"a\":0." + "1".repeat(MILLION) + "}");
    headers.put("exponent", () -> "{\"a\":1e" + "1".repeat(MILLION) + "}");
    headers.put("string", () -> "{\"a\":\"" + "x".repeat(4 * MILLION) + "\"}");
    headers.put("escapes", () -> "{\"a\":\"" + "\\u00e9".repeat(600_000) + "\"}");
    headers.put("name", () -> "{\"" + "x".repeat(4 * MILLION) + "\":1}");
    headers.put("spaces", () -> "{" + " ".repeat(4 * MILLION) + "}");
    headers.put(
        "metadata",
        () -> "{\"__metadata__\":{" + entries("\"k%d\":\"\"", 300_000) + "}," + entry + "}");
    headers.put("entries", () -> "{" + entries("\"k%d\":0", 300_000) + "}");
    headers.put(
        "tensors",
        () ->
            "{"
                + entries("\"%d\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}", 60_000)
                + "}");
    return headers.entrySet().stream()
        .map(header ->
            HostileCase.of(
                FAMILY,
                header.getKey(),
                file -> Files.write(file, RawFile.of(header.getValue().get(), 8)),
                LOADER,
                Expected.REFUSED));
  }

  private static String entries(String format, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> format.replace("%d", String.valueOf(i)))
        .collect(Collectors.joining(","));
  }

  private static Stream<HostileCase> acceptedFiles() {
    float[] odd = {
      Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.intBitsToFloat(0x7f800001)
    };
    ByteBuffer data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(odd);
    return Stream.of(
        accepted("NaN", RawFile.of("{" + tensor("t", "F32", "[4]", 0, 16) + "}", data.array())),
        accepted("F16", RawFile.of("{" + tensor("t", "F16", "[2,4]", 0, 16) + "}", 16)),
        accepted("BF16", RawFile.of("{" + tensor("t", "BF16", "[8]", 0, 16) + "}", 16)),
        accepted("F64", RawFile.of("{" + tensor("t", "F64", "[2]", 0, 16) + "}", 16)),
        accepted("scalar", RawFile.of("{" + tensor("t", "F32", "[]", 0, 4) + "}   ", 4)),
        accepted("no elements", RawFile.of("{" + tensor("t", "F32", "[0,7]", 0, 0) + "}", 0)),
        accepted("no tensors", RawFile.of("{}", 0)),
        accepted(
            "long name",
            RawFile.of("{" + tensor("x".repeat(100_000), "F32", "[1]", 0, 4) + "}", 4)),
        accepted(
            "long text",
            RawFile.of("{\"__metadata__\":{\"a\":\"" + "\u00e9".repeat(2_000_000) + "\"}}", 0)),
        accepted(
            "many tensors",
            RawFile.of(
                "{"
                    + entries(
                        "\"%d\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}", 9_999)
                    + "}",
                0)));
  }

  private static HostileCase accepted(String name, byte[] file) {
    return HostileCase.of(FAMILY, name, file, LOADER, Expected.ACCEPTED);
  }

  private static Stream<HostileCase> hugeFiles() {
    byte[] notUtf8 = "{\"t\":1}".getBytes(StandardCharsets.UTF_8);
    notUtf8[2] = (byte) 0xc0;
    long gigabyte = 1L << 30;
    String large = "{" + tensor("t", "F32", "[16384,16384]", 0, gigabyte) + "}";
    String larger = "{" + tensor("t", "F32", "[2147483639]", 0, 4 * 2147483639L) + "}";
    String largest = "{" + tensor("t", "F32", "[2147483640]", 0, 4 * 2147483640L) + "}";
    String medium = "{" + tensor("t", "F32", "[10000000]", 0, 40_000_000) + "}";
    return Stream.of(
        HostileCase.of(
            FAMILY,
            "not UTF-8",
            RawFile.of(notUtf8.length, notUtf8, new byte[0]),
            LOADER,
            Expected.REFUSED),
        huge("larger than the heap", large, gigabyte, Expected.REFUSED),
        huge("longest array", larger, 4 * 2147483639L, Expected.REFUSED),
        huge("longer than an array", largest, 4 * 2147483640L, Expected.REFUSED),
        huge("most of the heap", medium, 40_000_000, Expected.EITHER),
        HostileCase.of(
            FAMILY, "ten million entries", SafetensorsCases::tenMillion, LOADER, Expected.REFUSED),
        HostileCase.of(
            FAMILY, "a header of 100 MB", SafetensorsCases::longHeader, LOADER, Expected.REFUSED),
        new HostileCase(FAMILY, "no file", d -> LOADER.accept(d.resolve("none")), Expected.REFUSED),
        new HostileCase(FAMILY, "directory", LOADER::accept, Expected.REFUSED),
        new HostileCase(
            FAMILY, "device", d -> LOADER.accept(Path.of("/dev/zero")), Expected.REFUSED));
  }

  private static HostileCase huge(String name, String header, long data, Expected expected) {
    return HostileCase.of(FAMILY, name, file -> sparse(file, header, data), LOADER, expected);
  }

  /** A file with a hole for its data, which takes no room on the disk. */
  static void sparse(Path file, String header, long dataLength) throws IOException {
    byte[] beginning = RawFile.of(header, 0);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(0);
      out.write(beginning);
      out.setLength(beginning.length + dataLength);
    }
  }

  private static void longHeader(Path file) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(RawFile.of(100_000_000, "{".getBytes(StandardCharsets.UTF_8), new byte[0]));
      out.setLength(100_000_100);
    }
  }

  private static void tenMillion(Path file) throws IOException {
    byte[] some = "\"a\":0,".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    long length = 2 + 1000L * some.length;
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(RawFile.of(length, "{".getBytes(StandardCharsets.UTF_8), new byte[0]));
      for (int i = 0; i < 1000; i++) {
        out.write(some);
      }
      out.write('}');
    }
  }

  private static Stream<HostileCase> weights() {
    String biases = tensor("0.bias", "F32", "[2]", 24, 32);
    String second =
        tensor("2.weight", "F32", "[2,2]", 32, 48) + "," + tensor("2.bias", "F32", "[2]", 48, 56);
    List<String> firsts =
        List.of(
            tensor("0.weight", "F32", "[3,2]", 0, 24),
            tensor("0.weight", "F32", "[6]", 0, 24),
            tensor("0.weight", "F32", "[1,2,3]", 0, 24),
            tensor("0.kernel", "F32", "[2,3]", 0, 24),
            tensor("a.weight", "F32", "[2,3]", 0, 24),
            tensor("1.weight", "F32", "[2,3]", 0, 24),
            tensor("0.weight", "F64", "[3]", 0, 24));
    Stream<HostileCase> wrong =
        firsts.stream()
            .map(first ->
                HostileCase.of(
                    WEIGHTS,
                    first,
                    RawFile.of("{" + first + "," + biases + "," + second + "}", 56),
                    SafetensorsCases::weights,
                    Expected.REFUSED));
    byte[] surplus =
        RawFile.of(
            "{"
                + String.join(
                    ",",
                    tensor("0.weight", "F32", "[2,3]", 0, 24),
                    biases,
                    second,
                    tensor("4.bias", "F32", "[1]", 56, 60))
                + "}",
            60);
    String all = String.join(",", tensor("0.weight", "F32", "[2,3]", 0, 24), biases, second);
    return Stream.concat(
        wrong,
        Stream.of(
            HostileCase.of(
                WEIGHTS, "surplus", surplus, SafetensorsCases::weights, Expected.REFUSED),
            HostileCase.of(
                WEIGHTS,
                "right",
                RawFile.of("{" + all + "}", 56),
                SafetensorsCases::weights,
                Expected.ACCEPTED)));
  }
}
