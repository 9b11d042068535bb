package dev.lanewise.files;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/** Writes safetensors files, with all tensors as F32 in the given order. */
final class TensorWriter {
  private static final int CHUNK = 1 << 16;

  /** Where tensors begin is a multiple of this, as the format's own library makes it. */
  private static final int ALIGNMENT = 8;

  private TensorWriter() {}

  /**
   * The header as bytes, padded with spaces.
   *
   * @param metadata written first and in its order; left out if empty
   * @throws dev.lanewise.FileException if it would be too long to be read again
   */
  static byte[] header(Map<String, String> metadata, List<Part> parts, Where where) {
    byte[] json = Json.write(out -> write(out, metadata, parts)).getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(json, Math.ceilDiv(json.length, ALIGNMENT) * ALIGNMENT);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    if (padded.length > TensorReader.LONGEST_HEADER || parts.size() >= Header.MOST_TENSORS) {
      throw where
          .in("header")
          .refuse(
              "at most %s bytes and fewer than %s tensors"
                  .formatted(TensorReader.LONGEST_HEADER, Header.MOST_TENSORS),
              "%s bytes and %s tensors".formatted(padded.length, parts.size()),
              "Save fewer labels, properties or layers.");
    }
    long bytes = parts.stream().mapToLong(part -> part.count() * Float.BYTES).sum();
    Json.readable(
        new String(padded, StandardCharsets.UTF_8),
        where.in("header"),
        root -> Header.of(root, bytes));
    return padded;
  }

  private static void write(JsonGenerator json, Map<String, String> metadata, List<Part> parts)
      throws IOException {
    json.writeStartObject();
    if (!metadata.isEmpty()) {
      json.writeObjectFieldStart(Header.METADATA);
      for (Map.Entry<String, String> entry : metadata.entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
    }
    long offset = 0;
    for (Part part : parts) {
      long end = offset + part.count() * Float.BYTES;
      json.writeObjectFieldStart(part.name());
      json.writeStringField("dtype", "F32");
      writeIntegers(json, "shape", part.shape().stream().mapToLong(Integer::longValue).toArray());
      writeIntegers(json, "data_offsets", offset, end);
      json.writeEndObject();
      offset = end;
    }
    json.writeEndObject();
  }

  private static void writeIntegers(JsonGenerator json, String name, long... values)
      throws IOException {
    json.writeFieldName(name);
    json.writeArray(values, 0, values.length);
  }

  /** Writes a file: the header's length, the header and the tensors. */
  static void write(byte[] header, List<Part> parts, Storage.Output out) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.write(length.putLong(header.length).flip());
    out.write(ByteBuffer.wrap(header));
    for (Part part : parts) {
      forEachChunk(part.values().get(), out::write);
    }
  }

  /** The checksum of a tensor's bytes. */
  static CRC32C checksum(Part part) throws IOException {
    CRC32C checksum = new CRC32C();
    forEachChunk(part.values().get(), checksum::update);
    return checksum;
  }

  /** What takes a part of a tensor's bytes. */
  private interface ChunkTaker {
    void take(ByteBuffer chunk) throws IOException;
  }

  private static void forEachChunk(float[] values, ChunkTaker taker) throws IOException {
    ByteBuffer chunk =
        ByteBuffer.allocate((int) Math.min(CHUNK, (long) values.length * Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; ) {
      int count = Math.min(values.length - from, CHUNK / Float.BYTES);
      chunk.clear().limit(count * Float.BYTES);
      chunk.asFloatBuffer().put(values, from, count);
      taker.take(chunk);
      from += count;
    }
  }
}
