package dev.lanewise.simd;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An innermost loop of machine code that holds fused multiply-adds on vectors.
 *
 * @param fmas how many
 * @param vectorBits the width of the widest
 * @param spills how many of its instructions keep vectors on the stack
 * @param moves how many copy a vector from one register to another
 */
record FmaLoop(int fmas, int vectorBits, int spills, int moves) {

  /**
   * The loops of a method: a loop is what lies between a jump back and its target. Cold blocks of a
   * loop lie elsewhere, and do not count.
   */
  static List<FmaLoop> of(byte[] code) {
    List<Instruction> all = X86Decoder.decode(code);
    requireTargets(all, code.length);
    List<Instruction> jumpsBack =
        all.stream().filter(i -> i.target() >= 0 && i.target() <= i.from()).toList();
    List<Instruction> ends =
        all.stream()
            .filter(Instruction::isVectorFma)
            .flatMap(fma -> innermost(fma, jumpsBack).stream())
            .distinct()
            .toList();
    // A loop around another one may hold multiply-adds of its own: iterations that C2 peeled off.
    return ends.stream()
        .filter(end -> ends.stream().noneMatch(other -> !other.equals(end) && contains(end, other)))
        .map(end -> between(end.target(), end.to(), all))
        .toList();
  }

  private static boolean contains(Instruction outer, Instruction inner) {
    return outer.target() <= inner.target() && inner.from() < outer.from();
  }

  /** A decoder that lost its way would soon see a jump into the midst of an instruction. */
  private static void requireTargets(List<Instruction> all, int length) {
    Set<Integer> starts = all.stream().map(Instruction::from).collect(Collectors.toSet());
    for (Instruction i : all) {
      if (i.target() >= 0 && i.target() < length && !starts.contains(i.target())) {
        throw new IllegalArgumentException(
            "expected the jump at "
                + i.from()
                + " to meet an instruction, found none at "
                + i.target());
      }
    }
  }

  private static Optional<Instruction> innermost(Instruction fma, List<Instruction> jumpsBack) {
    return jumpsBack.stream()
        .filter(jump -> jump.target() <= fma.from() && fma.from() < jump.from())
        .min(Comparator.comparingInt(jump -> jump.to() - jump.target()));
  }

  private static FmaLoop between(int from, int to, List<Instruction> all) {
    List<Instruction> body = all.stream().filter(i -> from <= i.from() && i.from() < to).toList();
    List<Instruction> fmas = body.stream().filter(Instruction::isVectorFma).toList();
    int bits = fmas.stream().mapToInt(Instruction::vectorBits).max().orElseThrow();
    int spills = (int) body.stream().filter(Instruction::isSpill).count();
    int moves = (int) body.stream().filter(Instruction::isMove).count();
    return new FmaLoop(fmas.size(), bits, spills, moves);
  }
}
