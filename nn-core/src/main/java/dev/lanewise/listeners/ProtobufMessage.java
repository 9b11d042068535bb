package dev.lanewise.listeners;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Builds a message in the wire format of Protocol Buffers
 * (protobuf.dev/programming-guides/encoding): each field is a tag, {@code number << 3 | wire type},
 * and a value.
 */
final class ProtobufMessage {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  ProtobufMessage integer(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  ProtobufMessage number(int field, double value) {
    tag(field, FIXED64);
    return littleEndian(Double.doubleToLongBits(value), Double.BYTES);
  }

  ProtobufMessage number(int field, float value) {
    tag(field, FIXED32);
    return littleEndian(Float.floatToIntBits(value), Float.BYTES);
  }

  ProtobufMessage text(int field, String value) {
    return delimited(field, value.getBytes(StandardCharsets.UTF_8));
  }

  ProtobufMessage message(int field, ProtobufMessage value) {
    return delimited(field, value.toBytes());
  }

  /** A packed repeated field. */
  ProtobufMessage numbers(int field, double[] values) {
    ByteBuffer packed =
        ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      packed.putDouble(value);
    }
    return delimited(field, packed.array());
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  private ProtobufMessage delimited(int field, byte[] content) {
    tag(field, LENGTH);
    varint(content.length);
    return raw(content);
  }

  private void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  /** Seven bits a byte, the lowest first; the eighth bit says that more follow. */
  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  private ProtobufMessage raw(byte[] content) {
    bytes.writeBytes(content);
    return this;
  }

  private ProtobufMessage littleEndian(long bits, int size) {
    for (int i = 0; i < size; i++) {
      bytes.write((int) (bits >>> (i * Byte.SIZE)));
    }
    return this;
  }
}
