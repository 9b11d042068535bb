package dev.lanewise.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Builds safetensors files from their parts, right or wrong, without the code under test. */
final class RawFile {
  private static final String PREFIX = "{\"__metadata__\":{\"lanewise.checksum\":\"";

  private RawFile() {}

  /** A file of a header and zeros as data. */
  static byte[] of(String header, int dataLength) {
    return of(header, new byte[dataLength]);
  }

  static byte[] of(String header, byte[] data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return of(json.length, json, data);
  }

  /** A file that says that its header has another length. */
  static byte[] of(long length, byte[] header, byte[] data) {
    return ByteBuffer.allocate(Long.BYTES + header.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .put(header)
        .put(data)
        .array();
  }

  /**
   * The header of a file of ours with the right checksum.
   *
   * @param rest what follows the checksum in the metadata, and the tensors: {@code
   *     ,"name":"value"},"tensor":{...}}}
   */
  static String sealed(String rest) {
    CRC32C checksum = new CRC32C();
    checksum.update((PREFIX + "00000000\"" + rest).getBytes(StandardCharsets.UTF_8));
    return PREFIX + "%08x\"".formatted(checksum.getValue()) + rest;
  }

  /** A model's header with the right checksum, for any network and tensors. */
  static String model(String network, String checksums, String tensors) {
    return sealed(
        entry("format", "model")
            + entry("version", "1")
            + entry("network", network)
            + entry("application", "{\"properties\":{},\"labels\":[]}")
            + entry("checksums", checksums)
            + "}"
            + (tensors.isEmpty() ? "" : "," + tensors)
            + "}");
  }

  /** An entry of the metadata, with a comma before it. */
  static String entry(String name, String value) {
    return ",\"lanewise." + name + "\":" + quoted(value);
  }

  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  static String tensor(String name, String type, String shape, long begin, long end) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
        .formatted(name, type, shape, begin, end);
  }

  /** The checksum of zeros. */
  static String zeros(int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(new byte[length]);
    return "%08x".formatted(checksum.getValue());
  }
}
