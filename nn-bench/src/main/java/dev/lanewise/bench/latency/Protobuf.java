package dev.lanewise.bench.latency;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A message in the wire format of Protocol Buffers: as much of it as ONNX needs. */
final class Protobuf {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int TYPE_BITS = 3;
  private static final int GROUP_BITS = 7;
  private static final int MORE = 1 << GROUP_BITS;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Adds an integer that is not negative. */
  Protobuf add(int field, long value) {
    varint(((long) field << TYPE_BITS) | VARINT);
    varint(value);
    return this;
  }

  /** Adds a string. */
  Protobuf add(int field, String text) {
    return add(field, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a message. */
  Protobuf add(int field, Protobuf message) {
    return add(field, message.bytes());
  }

  /** Adds floats as bytes, the lowest first. */
  Protobuf add(int field, float[] values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return add(field, buffer.array());
  }

  /** Adds long integers as bytes, the lowest first. */
  Protobuf add(int field, long[] values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asLongBuffer().put(values);
    return add(field, buffer.array());
  }

  private Protobuf add(int field, byte[] bytes) {
    varint(((long) field << TYPE_BITS) | LENGTH_DELIMITED);
    varint(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  private void varint(long value) {
    long rest = value;
    for (; rest >= MORE; rest >>>= GROUP_BITS) {
      out.write((int) ((rest & (MORE - 1)) | MORE));
    }
    out.write((int) rest);
  }

  /** The message. */
  byte[] bytes() {
    return out.toByteArray();
  }
}
