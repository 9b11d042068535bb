package dev.lanewise.simd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Cuts machine code of x86-64 into instructions. It knows their lengths only, and guesses nothing:
 * code that it does not understand is an error.
 */
final class X86Decoder {
  /**
   * What follows an opcode of one byte, in rows of 16: - nothing, m a ModRM byte with its address,
   * M that and a byte, Z that and a word, b a byte, s two, z a word, v a word or two, a an address,
   * j a short jump, J a long one, c a call, f and F a ModRM byte and what its register field says.
   */
  private static final String ONE_BYTE =
      """
      mmmmbz??mmmmbz??
      mmmmbz??mmmmbz??
      mmmmbz??mmmmbz??
      mmmmbz??mmmmbz??
      ????????????????
      ----------------
      ???m????zZbM----
      jjjjjjjjjjjjjjjj
      MZ?Mmmmmmmmmmmmm
      ----------?-----
      aaaa----bz------
      bbbbbbbbvvvvvvvv
      MMs-??MZ?-s--b?-
      mmmm???-mmmmmmmm
      jjjjbbbbcJ?j----
      ?-??--fF------mm
      """
          .replace("\n", "");

  /** The same for opcodes after 0F, and for VEX and EVEX, which continue that table. */
  private static final String TWO_BYTES =
      """
      mmmm?-----?-?m??
      mmmmmmmmmmmmmmmm
      mmmm????mmmmmmmm
      ------?-????????
      mmmmmmmmmmmmmmmm
      mmmmmmmmmmmmmmmm
      mmmmmmmmmmmmmmmm
      MMMMmmm-mmmmmmmm
      JJJJJJJJJJJJJJJJ
      mmmmmmmmmmmmmmmm
      ---mMm??---mMmmm
      mmmmmmmmmmMmmmmm
      mmMmMMMm--------
      mmmmmmmmmmmmmmmm
      mmmmmmmmmmmmmmmm
      mmmmmmmmmmmmmmmm
      """
          .replace("\n", "");

  private final byte[] code;
  private int from;
  private int at;
  private boolean operandPrefix;
  private boolean wide;
  private boolean baseExtended;
  private boolean onStack;
  private boolean betweenRegisters;
  private int vectorBits;
  private int prefix;

  private X86Decoder(byte[] code) {
    this.code = code;
  }

  static List<Instruction> decode(byte[] code) {
    X86Decoder decoder = new X86Decoder(code);
    List<Instruction> instructions = new ArrayList<>();
    while (decoder.at < code.length) {
      instructions.add(decoder.next());
    }
    if (decoder.at > code.length) {
      throw decoder.unknown();
    }
    return instructions;
  }

  private Instruction next() {
    from = at;
    operandPrefix = false;
    wide = false;
    baseExtended = false;
    onStack = false;
    betweenRegisters = false;
    vectorBits = 0;
    prefix = 0;
    int opcode = afterPrefixes();
    int map =
        switch (opcode) {
          case 0x0F -> escaped();
          case 0x62 -> evex();
          case 0xC4 -> vex();
          case 0xC5 -> shortVex();
          default -> 0;
        };
    if (map > 0) {
      opcode = unsigned();
    }
    int target = operands(kind(map, opcode));
    return new Instruction(
        from, at, map, opcode, vectorBits, prefix, onStack, betweenRegisters, target);
  }

  private int afterPrefixes() {
    while (true) {
      int b = unsigned();
      switch (b) {
        case 0x66 -> operandPrefix = true;
        case 0x26, 0x2E, 0x36, 0x3E, 0x64, 0x65, 0x67, 0xF0, 0xF2, 0xF3 -> {}
        default -> {
          if (b >> 4 != 4) {
            return b;
          }
          wide = (b & 8) != 0;
          baseExtended = (b & 1) != 0;
        }
      }
    }
  }

  private int escaped() {
    int second = unsigned();
    if (second == 0x38 || second == 0x3A) {
      return second == 0x38 ? 2 : 3;
    }
    at--;
    return 1;
  }

  private int evex() {
    int map = unsigned();
    prefix = unsigned() & 3;
    vectorBits = 128 << (unsigned() >> 5 & 3);
    baseExtended = (map & 0x20) == 0;
    return map & 7;
  }

  private int vex() {
    int map = unsigned();
    int second = unsigned();
    prefix = second & 3;
    vectorBits = (second & 4) == 0 ? 128 : 256;
    baseExtended = (map & 0x20) == 0;
    return map & 0x1F;
  }

  private int shortVex() {
    int second = unsigned();
    prefix = second & 3;
    vectorBits = (second & 4) == 0 ? 128 : 256;
    return 1;
  }

  private static char kind(int map, int opcode) {
    return switch (map) {
      case 0 -> ONE_BYTE.charAt(opcode);
      case 1 -> TWO_BYTES.charAt(opcode);
      case 2, 5, 6 -> 'm';
      case 3 -> 'M';
      default -> '?';
    };
  }

  /** Passes over the operands; returns where the instruction may jump to, or -1. */
  private int operands(char kind) {
    int word = operandPrefix ? 2 : 4;
    int field = "mMZfF".indexOf(kind) >= 0 ? address() : 0;
    switch (kind) {
      case '-', 'm' -> {}
      case 'b', 'M' -> at += 1;
      case 's' -> at += 2;
      case 'z', 'Z' -> at += word;
      case 'v' -> at += wide ? 8 : word;
      case 'a' -> at += 8;
      case 'c' -> at += 4;
      case 'f' -> at += field < 2 ? 1 : 0;
      case 'F' -> at += field < 2 ? word : 0;
      case 'j' -> {
        int distance = (byte) unsigned();
        return at + distance;
      }
      case 'J' -> {
        int distance = unsigned() | unsigned() << 8 | unsigned() << 16 | unsigned() << 24;
        return at + distance;
      }
      default -> throw unknown();
    }
    return -1;
  }

  /** Passes over a ModRM byte and the address that it stands for; returns its register field. */
  private int address() {
    int modRm = unsigned();
    int mode = modRm >> 6;
    int base = modRm & 7;
    betweenRegisters = mode == 3;
    if (mode != 3 && base == 4) {
      base = unsigned() & 7;
      onStack = base == 4 && !baseExtended;
    }
    at +=
        switch (mode) {
          case 0 -> base == 5 ? 4 : 0;
          case 1 -> 1;
          case 2 -> 4;
          default -> 0;
        };
    return modRm >> 3 & 7;
  }

  private int unsigned() {
    if (at >= code.length) {
      throw unknown();
    }
    return code[at++] & 0xFF;
  }

  private IllegalArgumentException unknown() {
    byte[] some = Arrays.copyOfRange(code, from, Math.min(from + 15, code.length));
    return new IllegalArgumentException(
        "expected an instruction of x86-64 at "
            + from
            + ", found "
            + HexFormat.of().formatHex(some)
            + "; if it is one, teach it to "
            + X86Decoder.class.getSimpleName());
  }
}
