package dev.lanewise.simd;

/**
 * What the search for spills and moves has to know of one instruction of x86-64.
 *
 * @param from where it starts
 * @param to where the next one starts
 * @param map the table its opcode belongs to: 0 for single bytes, 1 for 0F, 2 for 0F 38, 3 for 0F
 *     3A
 * @param vectorBits the width it works on if it is encoded with VEX or EVEX, otherwise 0
 * @param prefix the mandatory prefix of such an encoding: 0 for none, 1 for 66, 2 for F3, 3 for F2
 * @param onStack whether it has an operand in memory that is addressed by the stack pointer
 * @param betweenRegisters whether it has two operands that may be registers, and both are
 * @param target where it may jump to, or -1
 */
record Instruction(
    int from,
    int to,
    int map,
    int opcode,
    int vectorBits,
    int prefix,
    boolean onStack,
    boolean betweenRegisters,
    int target) {

  /** The 96 to BF of the map hold the fused instructions; the even ones are those on vectors. */
  boolean isVectorFma() {
    return vectorBits > 0
        && map == 2
        && opcode >= 0x96
        && opcode <= 0xBF
        && (opcode & 0xF) >= 6
        && opcode % 2 == 0;
  }

  /** A whole vector goes to the stack, comes from there, or is multiplied where it lies there. */
  boolean isSpill() {
    return onStack && (isVectorMove() || isVectorFma());
  }

  /** A whole vector goes from one register to another. */
  boolean isMove() {
    return betweenRegisters && isVectorMove();
  }

  private boolean isVectorMove() {
    return vectorBits > 0
        && map == 1
        && switch (opcode) {
          case 0x10, 0x11 -> prefix < 2; // the others move a scalar
          case 0x28, 0x29, 0x6F, 0x7F -> true;
          default -> false;
        };
  }
}
