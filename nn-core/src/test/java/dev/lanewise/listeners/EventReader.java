package dev.lanewise.listeners;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Reads TFRecord files and Protocol Buffers, written from the descriptions of the formats and
 * sharing nothing with what wrote them.
 */
final class EventReader {

  /** The fields of a message by number: varints as Long, 64 and 32 bits as their raw bits. */
  record Message(Map<Integer, List<Object>> fields) {

    Object only(int field) {
      List<Object> values = fields.getOrDefault(field, List.of());
      assertEquals(1, values.size(), () -> "values of field " + field + " in " + fields.keySet());
      return values.getFirst();
    }

    long integer(int field) {
      return (Long) only(field);
    }

    double doubleValue(int field) {
      return Double.longBitsToDouble((Long) only(field));
    }

    float floatValue(int field) {
      return Float.intBitsToFloat((Integer) only(field));
    }

    String text(int field) {
      return new String((byte[]) only(field), StandardCharsets.UTF_8);
    }

    Message message(int field) {
      return parse((byte[]) only(field));
    }

    double[] doubles(int field) {
      ByteBuffer packed = ByteBuffer.wrap((byte[]) only(field)).order(ByteOrder.LITTLE_ENDIAN);
      assertEquals(0, packed.remaining() % Double.BYTES);
      double[] values = new double[packed.remaining() / Double.BYTES];
      packed.asDoubleBuffer().get(values);
      return values;
    }
  }

  private EventReader() {}

  /** The messages of a file, after checking both checksums of each. */
  static List<Message> read(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Message> messages = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] length = new byte[8];
      in.get(length);
      assertEquals(checksum(length), in.getInt(), "checksum of a length");
      byte[] data =
          new byte
              [Math.toIntExact(ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong())];
      in.get(data);
      assertEquals(checksum(data), in.getInt(), "checksum of data");
      messages.add(parse(data));
    }
    return messages;
  }

  /** {@code ((crc >> 15) | (crc << 17)) + 0xa282ead8ul}, as TensorFlow's documentation has it. */
  private static int checksum(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    long crc = checksum.getValue();
    long rotated = (crc >> 15 | crc << 17) & 0xFFFFFFFFL;
    return (int) (rotated + 0xa282ead8L);
  }

  static Message parse(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Map<Integer, List<Object>> fields = new TreeMap<>();
    while (in.hasRemaining()) {
      long tag = varint(in);
      Object value =
          switch ((int) (tag & 7)) {
            case 0 -> varint(in);
            case 1 -> in.getLong();
            case 2 -> {
              byte[] content = new byte[Math.toIntExact(varint(in))];
              in.get(content);
              yield content;
            }
            case 5 -> in.getInt();
            default -> throw new AssertionError("wire type of tag " + tag);
          };
      fields.computeIfAbsent((int) (tag >> 3), number -> new ArrayList<>()).add(value);
    }
    return new Message(fields);
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
