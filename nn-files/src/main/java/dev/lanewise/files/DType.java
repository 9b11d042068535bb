package dev.lanewise.files;

import java.nio.ByteBuffer;
import java.util.Set;

/** The types of numbers that are read; only F32 is written. */
enum DType {
  /** IEEE 754 binary16. */
  F16(2),
  /** The upper half of a binary32. */
  BF16(2),
  /** IEEE 754 binary32. */
  F32(4),
  /** IEEE 754 binary64. */
  F64(8),
  /** An integer; a single number only, as PyTorch stores counts. */
  I64(8);

  /** The other types of the format. */
  private static final Set<String> UNSUPPORTED =
      Set.of(
          "BOOL",
          "U8",
          "I8",
          "I16",
          "U16",
          "I32",
          "U32",
          "I64",
          "U64",
          "F4",
          "F6_E2M3",
          "F6_E3M2",
          "F8_E5M2",
          "F8_E4M3",
          "F8_E8M0",
          "F8_E5M2FNUZ",
          "F8_E4M3FNUZ",
          "C64");

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** The size of a number. */
  int bytes() {
    return bytes;
  }

  /**
   * The type of that name.
   *
   * @param single whether there is one number without a dimension
   */
  static DType of(String name, boolean single, Where where) {
    for (DType type : values()) {
      if (type.name().equals(name) && (single || type != I64)) {
        return type;
      }
    }
    throw UNSUPPORTED.contains(name)
        ? where.refuse(
            "numbers of type F32, F16, BF16 or F64",
            "type " + name + ", which is not supported",
            "Convert the tensor to F32, or leave it out.")
        : where.refuse(
            "numbers of type F32, F16, BF16 or F64",
            "type " + Text.quoted(name) + ", which is no type of safetensors");
  }

  /**
   * Reads the buffer's numbers, which are little-endian; those of F64 and I64 are rounded to
   * nearest.
   */
  void decode(ByteBuffer source, float[] values, int from) {
    int count = source.remaining() / bytes;
    switch (this) {
      case F32 -> source.asFloatBuffer().get(values, from, count);
      case F16 -> {
        for (int i = 0; i < count; i++) {
          values[from + i] = Float.float16ToFloat(source.getShort());
        }
      }
      case BF16 -> {
        for (int i = 0; i < count; i++) {
          values[from + i] = Float.intBitsToFloat(source.getShort() << Short.SIZE);
        }
      }
      case F64 -> {
        for (int i = 0; i < count; i++) {
          values[from + i] = (float) source.getDouble();
        }
      }
      case I64 -> {
        for (int i = 0; i < count; i++) {
          values[from + i] = source.getLong();
        }
      }
    }
  }
}
