package dev.lanewise.files;

import dev.lanewise.FileException;
import dev.lanewise.files.JsonValue.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * What the library's own files add to the format safetensors: a kind, a version and checksums
 * (CRC-32C), all of them in the metadata.
 *
 * <p>The first entry of the header is the checksum of the header itself, taken with eight zeros in
 * its place; another entry has those of the tensors. So no bit of a file can flip unnoticed, and a
 * header that another program has written anew is refused even if it says the same.
 */
final class Container {
  private static final String PREFIX = "{\"__metadata__\":{\"lanewise.checksum\":\"";
  private static final String NO_CHECKSUM = "00000000";

  /** Files of version 1 hold chains only, as {@link NetworkJson} reads them. */
  private static final String VERSION = "2";

  private static final List<String> READABLE = List.of("1", VERSION);

  private final TensorReader reader;
  private final Map<String, String> entries;
  private final Map<String, TensorInfo> tensors;
  private final Map<String, String> checksums;

  /** What a file holds. */
  enum Kind {
    /** A network with its parameters. */
    MODEL("model"),
    /** The state of a trainer. */
    CHECKPOINT("checkpoint");

    private final String label;

    Kind(String label) {
      this.label = label;
    }
  }

  /** What is done with an open file. */
  interface Body<T> {
    /** Reads what it wants. */
    T read(Container container);
  }

  private Container(TensorReader reader, Kind kind) {
    requireChecksum(reader);
    Header header = reader.header();
    this.reader = reader;
    this.entries = header.metadata();
    requireKind(kind);
    this.tensors = new HashMap<>();
    header.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    this.checksums = json("checksums").strings();
  }

  /**
   * Opens a file, checks its header and its kind, and reads from it.
   *
   * @throws FileException if anything is wrong
   */
  static <T> T read(Path file, Kind kind, Body<T> body) {
    return TensorReader.read(file, reader -> body.read(new Container(reader, kind)));
  }

  /**
   * Writes a file.
   *
   * @param entries the metadata, by names without prefix
   */
  static void write(
      Path file, Kind kind, Map<String, String> entries, List<Part> parts, Storage storage) {
    AtomicFile.write(
        file,
        storage,
        out ->
            TensorWriter.write(header(file, kind, entries, parts, checksums(parts)), parts, out));
  }

  /**
   * Finds out whether a file could be written now, and leaves everything as it is.
   *
   * @param parts the tensors, whose values are not asked for
   * @throws FileException if it could not
   */
  static void requireWritable(Path file, Kind kind, Map<String, String> entries, List<Part> parts) {
    Map<String, String> checksums = new LinkedHashMap<>();
    parts.forEach(part -> checksums.put(part.name(), NO_CHECKSUM));
    header(file, kind, entries, parts, checksums);
    AtomicFile.requireWritable(file);
  }

  private static byte[] header(
      Path file,
      Kind kind,
      Map<String, String> entries,
      List<Part> parts,
      Map<String, String> checksums) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("lanewise.checksum", NO_CHECKSUM);
    metadata.put("lanewise.format", kind.label);
    metadata.put("lanewise.version", VERSION);
    entries.forEach((name, value) -> metadata.put("lanewise." + name, value));
    metadata.put("lanewise.checksums", json(checksums));
    byte[] header = TensorWriter.header(metadata, parts, Where.file(file));
    byte[] checksum = headerChecksum(header).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(checksum, 0, header, PREFIX.length(), checksum.length);
    return header;
  }

  private static Map<String, String> checksums(List<Part> parts) throws IOException {
    Map<String, String> checksums = new LinkedHashMap<>();
    for (Part part : parts) {
      checksums.put(part.name(), hex(TensorWriter.checksum(part)));
    }
    return checksums;
  }

  private static String json(Map<String, String> checksums) {
    return Json.write(json -> {
      json.writeStartObject();
      for (Map.Entry<String, String> entry : checksums.entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
    });
  }

  /** The checksum of a header with zeros in place of its own. */
  private static String headerChecksum(byte[] header) {
    CRC32C checksum = new CRC32C();
    int end = PREFIX.length() + NO_CHECKSUM.length();
    checksum.update(header, 0, PREFIX.length());
    checksum.update(NO_CHECKSUM.getBytes(StandardCharsets.US_ASCII));
    checksum.update(header, end, header.length - end);
    return hex(checksum);
  }

  private static String hex(CRC32C checksum) {
    return HexFormat.of().toHexDigits((int) checksum.getValue());
  }

  private static void requireChecksum(TensorReader reader) {
    byte[] header = reader.headerBytes();
    int end = PREFIX.length() + NO_CHECKSUM.length();
    byte[] prefix = PREFIX.getBytes(StandardCharsets.US_ASCII);
    Where where = reader.where().in("header");
    if (header.length < end || !Arrays.equals(header, 0, prefix.length, prefix, 0, prefix.length)) {
      throw where.refuse(
          "a file that Lanewise wrote, with the checksum of its header",
          "another safetensors file, or a damaged one",
          "Read the weights of other programs with Weights.load.");
    }
    String declared =
        new String(header, prefix.length, NO_CHECKSUM.length(), StandardCharsets.ISO_8859_1);
    String actual = headerChecksum(header);
    if (!declared.equals(actual)) {
      throw where.refuse("checksum " + Text.clipped(declared), actual);
    }
  }

  private void requireKind(Kind kind) {
    Where where = reader.where().in("metadata");
    String version = entry("version");
    if (!READABLE.contains(version)) {
      throw where
          .named("lanewise.version")
          .refuse(
              "version " + String.join(" or ", READABLE),
              "version " + Text.clipped(version),
              "Read it with the version of Lanewise that wrote it, or a later one.");
    }
    String format = entry("format");
    if (!format.equals(kind.label)) {
      throw where
          .named("lanewise.format")
          .refuse(
              "a " + kind.label,
              "a " + Text.clipped(format),
              "Use ModelFile.load for models and Checkpoint.load for checkpoints.");
    }
  }

  /** The file, for errors. */
  Where where() {
    return reader.where();
  }

  /** An entry of the metadata. */
  String entry(String name) {
    String entry = entries.get("lanewise." + name);
    if (entry == null) {
      throw where().in("metadata").refuse("the entry 'lanewise." + name + "'", "no such entry");
    }
    return entry;
  }

  /** An entry of the metadata that is a JSON object. */
  JsonObject json(String name) {
    return Json.read(entry(name), where().in(name));
  }

  /**
   * Checks that the file holds exactly those tensors, all F32.
   *
   * @param expected names and shapes
   */
  void requireTensors(List<Part> expected) {
    for (Part part : expected) {
      Where at = where().in("tensor").named(part.name());
      TensorInfo found = tensors.get(part.name());
      if (found == null) {
        throw at.refuse("a tensor of shape " + part.shape(), "none");
      }
      if (!found.shape().equals(part.shape()) || found.type() != DType.F32) {
        throw at.refuse(
            "F32 of shape %s, as the network declares".formatted(part.shape()),
            "%s of shape %s".formatted(found.type(), found.shape()));
      }
    }
    requireNoOthers(expected.stream().map(Part::name).toList());
  }

  private void requireNoOthers(List<String> expected) {
    List<String> names = List.copyOf(tensors.keySet());
    if (names.size() > expected.size()) {
      Set<String> known = Set.copyOf(expected);
      String surplus = names.stream().filter(n -> !known.contains(n)).findFirst().orElse("");
      throw where()
          .in("tensor")
          .named(surplus)
          .refuse(
              "only the %s tensors that the network declares".formatted(expected.size()),
              "%s tensors".formatted(names.size()));
    }
  }

  /** A tensor's numbers, whose checksum was right. */
  float[] values(String name) {
    CRC32C checksum = new CRC32C();
    float[] values = reader.values(tensor(name), checksum);
    requireChecksum(name, checksum);
    return values;
  }

  /** Checks the numbers of all tensors. */
  void requireChecksums() {
    for (String name : tensors.keySet()) {
      CRC32C checksum = new CRC32C();
      reader.add(tensor(name), checksum);
      requireChecksum(name, checksum);
    }
  }

  private TensorInfo tensor(String name) {
    TensorInfo tensor = tensors.get(name);
    if (tensor == null) {
      throw where().in("tensor").named(name).refuse("a tensor", "none");
    }
    return tensor;
  }

  private void requireChecksum(String name, CRC32C checksum) {
    Where at = where().in("tensor").named(name);
    String declared = checksums.get(name);
    if (declared == null) {
      throw at.refuse("a tensor with a checksum", "none");
    }
    if (!declared.equals(hex(checksum))) {
      throw at.refuse("checksum " + Text.clipped(declared), hex(checksum));
    }
  }
}
