package dev.lanewise.files;

import static dev.lanewise.files.RawFile.tensor;
import static dev.lanewise.files.RawFile.zeros;

import dev.lanewise.hostile.Damage;
import dev.lanewise.hostile.HostileCase;
import dev.lanewise.hostile.HostileCase.Expected;
import dev.lanewise.hostile.HostileFiles;
import dev.lanewise.nn.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Model files: damaged ones, and ones with right checksums that say what cannot be. */
final class ModelCases implements HostileFiles {
  private static final String FAMILY = "model";
  private static final Consumer<Path> LOADER = ModelFile::load;

  /** A layer of two units on two inputs. */
  private static final String DENSE =
      "{\"type\":\"dense\",\"units\":2,\"activation\":\"relu\",\"alpha\":0.0}";

  private static final String TENSORS =
      tensor("0.weight", "F32", "[2,2]", 0, 16) + "," + tensor("0.bias", "F32", "[2]", 16, 24);

  private static final String CHECKSUMS =
      "{\"0.weight\":\"%s\",\"0.bias\":\"%s\"}".formatted(zeros(16), zeros(8));

  @Override
  public Stream<HostileCase> all() throws IOException {
    byte[] good = good();
    return Stream.of(
            Damage.cut(FAMILY, good, LOADER),
            Damage.flipped(FAMILY, good, good.length, LOADER, Expected.REFUSED),
            HeaderLengths.of(FAMILY, good, LOADER),
            Damage.foreign(FAMILY, LOADER),
            layers(),
            networks(),
            metadata(),
            tensors(),
            huge(),
            Stream.of(notFinite()))
        .flatMap(cases -> cases);
  }

  private static byte[] good() throws IOException {
    Path file = Files.createTempFile("good", ".safetensors");
    try {
      new ModelFile(Fixtures.TINY.initialize(42), Fixtures.METADATA).save(file);
      return Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
  }

  private static String network(String input, String layers) {
    return "{\"input\":" + input + ",\"layers\":[" + layers + "]}";
  }

  private static HostileCase refusedNetwork(String network) {
    return of(network, RawFile.model(network, CHECKSUMS, TENSORS), 24, Expected.REFUSED);
  }

  private static HostileCase of(String name, String header, int data, Expected expected) {
    String shown = name.substring(0, Math.min(200, name.length()));
    return HostileCase.of(FAMILY, shown, RawFile.of(header, data), LOADER, expected);
  }

  private static Stream<HostileCase> layers() {
    return Stream.concat(
            Stream.of(
                    "-1",
                    "0",
                    "2147483648",
                    "4294967298",
                    "9223372036854775807",
                    "1e999",
                    "2.0",
                    "2.5",
                    "\"2\"",
                    "null",
                    "true",
                    "[2]",
                    "{}",
                    "1",
                    "3",
                    "2147483647")
                .map(units -> DENSE.replace(":2,", ":" + units + ",")),
            Stream.of(
                "{\"type\":\"conv2d\",\"filters\":2}",
                "{\"type\":\"Dense\",\"units\":2,\"activation\":\"relu\",\"alpha\":0}",
                "{\"type\":\"dev.lanewise.layers.Dense\"}",
                "{\"type\":\"java.lang.Runtime\"}",
                "{\"type\":\"\"}",
                "{\"type\":null}",
                "{\"type\":7}",
                "{}",
                "[]",
                "null",
                "7",
                "\"dense\"",
                "{\"type\":\"dense\"}",
                "{\"type\":\"dense\",\"units\":2}",
                DENSE.replace("relu", "swoosh"),
                DENSE.replace("\"relu\"", "1"),
                DENSE.replace("0.0", "-1"),
                DENSE.replace("0.0", "1e60"),
                DENSE.replace("0.0", "NaN"),
                DENSE.replace("0.0", "null"),
                DENSE.replace("0.0", "0.0,\"extra\":1"),
                DENSE.replace("0.0", "0.0,\"units\":2"),
                DENSE.replace("0.0", "0.0,\"weight_initializer\":null"),
                DENSE.replace("0.0", "0.0,\"weight_initializer\":{}"),
                DENSE.replace("0.0", "0.0,\"weight_initializer\":{\"type\":\"other\"}"),
                DENSE.replace(
                    "0.0", "0.0,\"bias_initializer\":{\"type\":\"constant\",\"value\":1e60}"),
                DENSE.replace("0.0", "0.0,\"bias_initializer\":{\"type\":\"constant\"}"),
                DENSE.replace(
                    "0.0",
                    "0.0,\"bias_initializer\":{\"type\":\"variance_scaling\",\"gain\":-1,\"fan\":\"in\",\"distribution\":\"normal\"}"),
                DENSE.replace(
                    "0.0",
                    "0.0,\"bias_initializer\":{\"type\":\"variance_scaling\",\"gain\":1,\"fan\":\"up\",\"distribution\":\"normal\"}"),
                DENSE.replace(
                    "0.0",
                    "0.0,\"bias_initializer\":{\"type\":\"variance_scaling\",\"gain\":1,\"fan\":\"in\",\"distribution\":\"odd\"}"),
                DENSE + "," + DENSE,
                DENSE + ",{\"type\":\"dropout\",\"rate\":1}",
                DENSE + ",{\"type\":\"dropout\",\"rate\":-0.5}",
                DENSE + ",{\"type\":\"dropout\",\"rate\":\"0.5\"}",
                DENSE + ",{\"type\":\"dropout\"}",
                DENSE + ",{\"type\":\"gaussian_dropout\",\"rate\":1}",
                DENSE + ",{\"type\":\"gaussian_noise\",\"deviation\":-1}",
                DENSE + ",{\"type\":\"gaussian_noise\",\"rate\":0.5}",
                DENSE + ",{\"type\":\"softmax\",\"axis\":1}",
                DENSE + ",{\"type\":\"flatten\",\"axis\":1}",
                DENSE + ",{\"type\":\"activate\",\"activation\":\"relu\"}"))
        .map(layer -> refusedNetwork(network("[2]", layer)));
  }

  private static Stream<HostileCase> networks() {
    Stream<String> inputs =
        Stream.of(
                "[]",
                "[0]",
                "[-2]",
                "[3]",
                "[2,2]",
                "[2147483648]",
                "[65536,65536]",
                "[2147483647,2147483647,2147483647]",
                "[1,1,1,1,1,1,1,1,2]",
                "[2.0]",
                "[\"2\"]",
                "2",
                "null",
                "{}",
                "[null]",
                "[[2]]")
            .map(input -> network(input, DENSE));
    Stream<String> structures =
        Stream.of(
            "",
            "{",
            "null",
            "[]",
            "7",
            "{}",
            "{\"layers\":[]}",
            "{\"input\":[2]}",
            network("[2]", ""),
            "{\"input\":[2],\"layers\":{}}",
            "{\"input\":[2],\"layers\":null}",
            "{\"input\":[2],\"layers\":" + "[".repeat(100_000),
            "{\"input\":[2],\"layers\":" + "[".repeat(1000) + "]".repeat(1000) + "}",
            "{\"input\":[2],\"layers\":[" + "{\"a\":".repeat(100_000),
            network("[2]", DENSE).replace("]}", "],\"more\":1}"),
            network("[2]", DENSE) + network("[2]", DENSE),
            network("[2]", "{\"type\":\"flatten\"},".repeat(99_999) + "{\"type\":\"flatten\"}"),
            network("[2]", "{\"type\":\"flatten\"},".repeat(9_999) + "{\"type\":\"flatten\"}"),
            network("[2]", (DENSE + ",").repeat(20_000) + DENSE),
            network("[2]", "{},".repeat(300_000) + "{}"),
            network("[2]", "1,".repeat(1_000_000) + "1"));
    return Stream.concat(inputs, structures).map(ModelCases::refusedNetwork);
  }

  private static Map<String, String> entries() {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("format", "model");
    entries.put("version", "1");
    entries.put("network", network("[2]", DENSE));
    entries.put("application", "{\"properties\":{},\"labels\":[]}");
    entries.put("checksums", CHECKSUMS);
    return entries;
  }

  private static HostileCase with(String name, String value, Expected expected) {
    Map<String, String> entries = entries();
    entries.put(name, value);
    return sealed(name + " " + value, entries, expected);
  }

  private static HostileCase sealed(String name, Map<String, String> entries, Expected expected) {
    StringBuilder rest = new StringBuilder();
    entries.forEach((key, value) -> rest.append(RawFile.entry(key, value)));
    return of(name, RawFile.sealed(rest + "}," + TENSORS + "}"), 24, expected);
  }

  private static Stream<HostileCase> metadata() {
    Stream<HostileCase> missing =
        entries().keySet().stream()
            .map(name -> {
              Map<String, String> entries = entries();
              entries.remove(name);
              return sealed("no " + name, entries, Expected.REFUSED);
            });
    return Stream.concat(
        missing,
        Stream.of(
            with("version", "1", Expected.ACCEPTED),
            with("version", "2", Expected.ACCEPTED),
            with("version", "3", Expected.REFUSED),
            with("version", "", Expected.REFUSED),
            with("version", "9".repeat(100_000), Expected.REFUSED),
            with("format", "checkpoint", Expected.REFUSED),
            with("format", "pt", Expected.REFUSED),
            with("application", "", Expected.REFUSED),
            with("application", "{}", Expected.REFUSED),
            with("application", "{\"properties\":{\"a\":1},\"labels\":[]}", Expected.REFUSED),
            with("application", "{\"properties\":{\"a\":{}},\"labels\":[]}", Expected.REFUSED),
            with("application", "{\"properties\":{},\"labels\":[1]}", Expected.REFUSED),
            with("application", "{\"properties\":{},\"labels\":\"a\"}", Expected.REFUSED),
            with("application", "{\"properties\":{},\"labels\":[\"\\ud800\"]}", Expected.REFUSED),
            with(
                "application", "{\"properties\":{\"\":\"\"},\"labels\":[\"\"]}", Expected.ACCEPTED),
            with("checksums", "{}", Expected.REFUSED),
            with("checksums", "[]", Expected.REFUSED),
            with("checksums", CHECKSUMS.replace(zeros(8), "0"), Expected.REFUSED),
            with("checksums", CHECKSUMS.replace(zeros(8), "00000000"), Expected.REFUSED),
            with("checksums", "{\"0.weight\":\"" + zeros(16) + "\"}", Expected.REFUSED)));
  }

  private static Stream<HostileCase> tensors() {
    String weight = tensor("0.weight", "F32", "[2,2]", 0, 16);
    return Stream.of(
            "",
            weight,
            weight + "," + tensor("0.bias", "F32", "[1,2]", 16, 24),
            weight + "," + tensor("0.bias", "F64", "[1]", 16, 24),
            weight + "," + tensor("0.bias", "F16", "[4]", 16, 24),
            weight + "," + tensor("0.bias", "I64", "[1]", 16, 24),
            weight + "," + tensor("1.bias", "F32", "[2]", 16, 24),
            weight + "," + tensor("", "F32", "[2]", 16, 24),
            weight + "," + weight,
            weight + "," + tensor("0.bias", "F32", "[2]", 0, 8),
            weight + "," + tensor("0.bias", "F32", "[2]", 12, 20),
            weight + "," + tensor("0.bias", "F32", "[2]", 20, 28),
            tensor("0.weight", "F32", "[4]", 0, 16) + "," + tensor("0.bias", "F32", "[2]", 16, 24),
            TENSORS + "," + tensor("1.bias", "F32", "[0]", 24, 24))
        .map(tensors ->
            of(
                "tensors " + tensors,
                RawFile.model(network("[2]", DENSE), CHECKSUMS, tensors),
                24,
                Expected.REFUSED));
  }

  private static HostileCase notFinite() {
    float[][] values = {{Float.NaN, Float.NEGATIVE_INFINITY}, {Float.POSITIVE_INFINITY, -0f}};
    return HostileCase.of(
        FAMILY,
        "NaN and infinity",
        file -> ModelFile.save(new Model(Fixtures.TINY, values), file),
        LOADER,
        Expected.ACCEPTED);
  }

  /** The network, the tensors and the file agree, but no memory is large enough. */
  private static Stream<HostileCase> huge() {
    return Stream.of(4_000, 10_000, 46_000)
        .map(units -> {
          long weights = 4L * units * units;
          String header =
              RawFile.model(
                  network("[" + units + "]", DENSE.replace(":2,", ":" + units + ",")),
                  CHECKSUMS,
                  tensor("0.weight", "F32", "[%d,%d]".formatted(units, units), 0, weights)
                      + ","
                      + tensor("0.bias", "F32", "[" + units + "]", weights, weights + 4 * units));
          return HostileCase.of(
              FAMILY,
              units + " units",
              file -> SafetensorsCases.sparse(file, header, weights + 4L * units),
              LOADER,
              Expected.REFUSED);
        });
  }
}
