package dev.lanewise.files;

import static dev.lanewise.files.RawFile.tensor;
import static dev.lanewise.files.RawFile.zeros;

import dev.lanewise.hostile.HostileCase;
import dev.lanewise.hostile.HostileCase.Expected;
import dev.lanewise.hostile.HostileFiles;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Model files with right checksums whose networks are no graphs, or large ones. */
final class GraphCases implements HostileFiles {
  private static final String FAMILY = "graph";
  private static final String DENSE =
      "{\"type\":\"dense\",\"units\":2,\"activation\":\"relu\",\"alpha\":0}";

  /** The same layer on two inputs, and what the two give, added and side by side. */
  private static final String GRAPH =
      "{\"inputs\":["
          + input("a", "[2]")
          + ","
          + input("b", "[2]")
          + "],\"nodes\":["
          + node("x", DENSE, "a")
          + ","
          + sharing("y", "x", "b")
          + ","
          + node("s", plain("add"), "x", "y")
          + ","
          + node("c", plain("concatenate"), "s", "x")
          + "],\"outputs\":[\"s\",\"c\"]}";

  private static final int MANY = 10_000;

  @Override
  public Stream<HostileCase> all() {
    return Stream.of(
            Stream.of(accepted("sound", GRAPH)),
            Stream.of(names(), inputs(), nodes(), reads(), sharing(), outputs())
                .flatMap(networks -> networks)
                .map(network -> of(network, network, Expected.REFUSED)),
            large())
        .flatMap(cases -> cases);
  }

  private static String input(String name, String shape) {
    return "{\"name\":\"" + name + "\",\"shape\":" + shape + "}";
  }

  private static String node(String name, String operation, String... from) {
    return "{\"name\":\"%s\",\"operation\":%s,\"from\":%s}"
        .formatted(name, operation, texts(Stream.of(from)));
  }

  private static String sharing(String name, String owner, String from) {
    return node(name, DENSE, from).replaceFirst("}$", ",\"shares_with\":\"" + owner + "\"}");
  }

  private static String plain(String type) {
    return "{\"type\":\"" + type + "\"}";
  }

  private static String texts(Stream<String> texts) {
    return texts.collect(Collectors.joining("\",\"", "[\"", "\"]"));
  }

  private static String with(String old, String changed) {
    if (!GRAPH.contains(old)) {
      throw new IllegalArgumentException(old);
    }
    return GRAPH.replace(old, changed);
  }

  private static Stream<String> names() {
    return Stream.of(
            "",
            " ",
            ".x",
            "-x",
            "x y",
            "x*",
            "\\u0000",
            "\\u001b[31m",
            "x\\n",
            "\\u202e",
            "\\ud800",
            "\u00fc",
            "n".repeat(201),
            "n".repeat(100_000),
            "a",
            "s",
            "x")
        .flatMap(name ->
            Stream.of(
                    name.equals("a") ? GRAPH.replace("\"b\"", "\"a\"") : "",
                    name.equals("x") ? "" : GRAPH.replace("\"x\"", "\"" + name + "\""),
                    name.equals("x") ? GRAPH.replace("\"b\"", "\"x\"") : "")
                .filter(network -> !network.isEmpty()));
  }

  private static Stream<String> inputs() {
    Stream<String> shapes =
        Stream.of(
                "[]",
                "[0]",
                "[-2]",
                "[3]",
                "[2.0]",
                "[\"2\"]",
                "[2147483648]",
                "[65536,65536]",
                "[2147483647]",
                "[1,1,1,1,1,1,1,1,2]",
                "null",
                "2",
                "{}")
            .map(shape -> with("[2]", shape));
    Stream<String> structures =
        Stream.of("", "{}", "[]", "null", "7", "\"a\"", "{\"name\":\"a\"}", "{\"shape\":[2]}")
            .map(input -> with(input("a", "[2]"), input));
    return Stream.concat(
        Stream.concat(shapes, structures),
        Stream.of(
            with("\"inputs\":[", "\"inputs\":{},\"more\":["),
            with("\"inputs\":[", "\"inputs\":[],\"more\":["),
            with("\"inputs\"", "\"input\""),
            with(input("b", "[2]"), input("b", "[2]") + "," + input("unread", "[2]")),
            with(input("a", "[2]"), input("a", "[2]").replace("}", ",\"more\":1}"))));
  }

  private static Stream<String> nodes() {
    Stream<String> structures =
        Stream.of(
                "", "{}", "[]", "null", "7", "\"x\"", "{\"name\":\"x\"}", "[[[[[[[[[[[]]]]]]]]]]]")
            .map(node -> with(node("x", DENSE, "a"), node));
    Stream<String> operations =
        Stream.of(
                "null",
                "7",
                "[]",
                "{}",
                "\"add\"",
                plain("dense"),
                plain("subtract"),
                plain("Add"),
                plain("add").replace("}", ",\"axis\":1}"),
                DENSE.replace(":2", ":0"),
                DENSE.replace(":2", ":2147483647"),
                plain("flatten"))
            .map(operation -> with(plain("add"), operation));
    return Stream.concat(
        Stream.concat(structures, operations),
        Stream.of(
            with("\"nodes\":[", "\"nodes\":[],\"more\":["),
            with("\"nodes\":[", "\"layers\":["),
            with("\"nodes\":[", "\"layers\":[],\"nodes\":["),
            with("\"outputs\"", "\"nodes\":[],\"outputs\""),
            with(node("x", DENSE, "a"), node("x", DENSE, "a") + "," + node("x", DENSE, "a")),
            with(node("x", DENSE, "a"), node("x", DENSE, "a") + "," + node("dead", DENSE, "a")),
            with(node("x", DENSE, "a"), node("x", DENSE, "a").replaceFirst("}$", ",\"more\":1}"))));
  }

  private static Stream<String> reads() {
    return Stream.of(
            "[]",
            "[\"x\"]",
            "[\"x\",\"z\"]",
            "[\"x\",\"s\"]",
            "[\"x\",\"c\"]",
            "[\"x\",7]",
            "[\"x\",null]",
            "[\"x\",[\"y\"]]",
            "[[\"x\",\"y\"]]",
            "{}",
            "null",
            "\"x\"",
            "[\"X\",\"y\"]",
            "[\"\",\"\"]",
            "[\"\\u0000\",\"y\"]",
            texts(Stream.generate(() -> "x").limit(MANY + 1L)))
        .map(from -> with("[\"x\",\"y\"]", from));
  }

  private static Stream<String> sharing() {
    return Stream.of("null", "7", "[]", "{}", "\"\"", "\"z\"", "\"a\"", "\"y\"", "\"s\"", "\"c\"")
        .flatMap(owner ->
            Stream.of(
                with("\"shares_with\":\"x\"", "\"shares_with\":" + owner),
                with(
                    node("x", DENSE, "a"),
                    node("x", DENSE, "a").replaceFirst("}$", ",\"shares_with\":" + owner + "}"))));
  }

  private static Stream<String> outputs() {
    return Stream.of(
            "[]",
            "[\"s\"]",
            "[\"z\"]",
            "[\"a\"]",
            "[\"c\",\"c\"]",
            "[\"c\",\"\"]",
            "[\"c\",7]",
            "[\"c\",null]",
            "[[\"c\"]]",
            "{}",
            "null",
            "\"c\"",
            "[\"c\"],\"more\":1")
        .map(outputs -> with("[\"s\",\"c\"]", outputs));
  }

  /** Many nodes, of which each must cost little. */
  private static Stream<HostileCase> large() {
    return Stream.of(
        withoutTensors("a deep chain", many(MANY, i -> before(i, 1)), "", Expected.ACCEPTED),
        withoutTensors("many reads", many(MANY, i -> before(i, 9)), "", Expected.ACCEPTED),
        withoutTensors("doubled", many(MANY, i -> twice(i)), "", Expected.REFUSED),
        withoutTensors("too many", many(MANY + 1, i -> before(i, 1)), "", Expected.REFUSED),
        withoutTensors("one circle", many(MANY, GraphCases::circle), "", Expected.REFUSED),
        withoutTensors("backwards", many(MANY, GraphCases::after), "", Expected.REFUSED),
        withoutTensors("unknown at the end", many(MANY, i -> before(i, 1)), "z", Expected.REFUSED),
        withoutTensors("many outputs", many(MANY, i -> "\"in\""), "*", Expected.ACCEPTED),
        accepted("much shared", shared(4_000)));
  }

  /** The last ones before a node, or the input. */
  private static String before(int i, int count) {
    return IntStream.rangeClosed(Math.max(-1, i - count), i - 1)
        .mapToObj(k -> k < 0 ? "\"in\"" : "\"" + k + "\"")
        .collect(Collectors.joining(","));
  }

  private static String twice(int i) {
    return before(i, 1) + "," + before(i, 1);
  }

  private static String circle(int i) {
    return "\"" + (i + 1) % MANY + "\"";
  }

  private static String after(int i) {
    return i == MANY - 1 ? "\"in\"" : "\"" + (i + 1) + "\"";
  }

  /** Nodes that read what that says. */
  private static String many(int count, IntFunction<String> from) {
    return IntStream.range(0, count)
        .mapToObj(i -> {
          String read = from.apply(i);
          String type = read.contains(",") ? "concatenate" : "flatten";
          return "{\"name\":\"%d\",\"operation\":%s,\"from\":[%s]}".formatted(i, plain(type), read);
        })
        .collect(Collectors.joining(","));
  }

  private static HostileCase withoutTensors(
      String name, String nodes, String output, Expected expected) {
    Stream<String> outputs =
        switch (output) {
          case "" -> Stream.of(String.valueOf(MANY - 1));
          case "*" -> IntStream.range(0, MANY).mapToObj(String::valueOf);
          default -> Stream.of(output);
        };
    String network =
        "{\"inputs\":["
            + input("in", "[1]")
            + "],\"nodes\":["
            + (name.equals("many reads") ? nodes.replace("concatenate", "add") : nodes)
            + "],\"outputs\":"
            + texts(outputs)
            + "}";
    return HostileCase.of(
        FAMILY, name, RawFile.of(RawFile.model(network, "{}", ""), 0), ModelFile::load, expected);
  }

  private static String shared(int count) {
    String nodes =
        IntStream.range(0, count)
            .mapToObj(i -> "," + sharing("n" + i, "x", i == 0 ? "y" : "n" + (i - 1)))
            .collect(Collectors.joining());
    return with(
        "," + node("s", plain("add"), "x", "y"),
        nodes + "," + node("s", plain("add"), "x", "n" + (count - 1)));
  }

  private static HostileCase accepted(String name, String network) {
    return of(name, network, Expected.ACCEPTED);
  }

  private static HostileCase of(String name, String network, Expected expected) {
    String tensors =
        tensor("x.weight", "F32", "[2,2]", 0, 16) + "," + tensor("x.bias", "F32", "[2]", 16, 24);
    String checksums = "{\"x.weight\":\"%s\",\"x.bias\":\"%s\"}".formatted(zeros(16), zeros(8));
    String shown = name.substring(0, Math.min(400, name.length()));
    byte[] file = RawFile.of(RawFile.model(network, checksums, tensors), 24);
    return HostileCase.of(FAMILY, shown, file, ModelFile::load, expected);
  }
}
