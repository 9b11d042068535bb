package dev.lanewise.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Encodings as other assemblers write them, so that the decoder is not its own witness. */
final class FmaLoopTest {
  private static final String FMA = "62 f2 7d 48 b8 d6"; // vfmadd231ps zmm2, zmm0, zmm6
  private static final String DECREMENT = "ff c9"; // dec ecx

  @ParameterizedTest
  @CsvSource({
    "vmovups zmm1 [rsp+0x40],              62 f1 7c 48 10 4c 24 01",
    "vmovups [rsp+0x40] zmm1,              62 f1 7c 48 11 4c 24 01",
    "vmovdqu64 [rsp+0x1c0] zmm1,           62 f1 fe 48 7f 4c 24 07",
    "vmovdqu64 zmm17 [rsp+0x20a0],         62 e1 fe 48 6f 8c 24 a0 20 00 00",
    "vmovdqu ymm3 [rsp+0x20],              c5 fe 6f 5c 24 20",
    "vmovdqu [rsp] ymm9,                   c5 7e 7f 0c 24",
    "vmovaps xmm2 [rsp+0x100],             c5 f8 28 94 24 00 01 00 00",
    "vmovups [rsp+rax*4+8] ymm1,           c4 e1 7c 11 4c 84 08",
    "vfmadd231ps ymm1 ymm2 [rsp+0x20],     c4 e2 6d b8 4c 24 20",
    "vfmadd231ps zmm1 zmm2 [rsp+0x40],     62 f2 6d 48 b8 4c 24 01",
  })
  void seesVectorsOnTheStack(String assembly, String hex) {
    assertEquals(List.of(new FmaLoop(fmas(assembly), 512, 1, 0)), FmaLoop.of(loop(hex)));
  }

  @ParameterizedTest
  @CsvSource({
    "vmovups zmm1 [r12+0x40],              62 d1 7c 48 10 4c 24 01",
    "vmovups zmm1 [rsi+0x40],              62 f1 7c 48 10 4e 01",
    "vmovups ymm1 [rax+rsi*4+8],           c5 fc 10 4c b0 08",
    "vmovups ymm1 [rip+0x24],              c5 fc 10 0d 24 00 00 00",
    "vbroadcastss zmm0 [rdi+rcx*4+0x18],   62 f2 7d 48 18 44 8f 06",
    "vmovss xmm1 [rsp+0x10],               c5 fa 10 4c 24 10",
    "vfmadd231ss xmm1 xmm2 [rsp+0x10],     c4 e2 69 b9 4c 24 10",
    "mov r11 [rsp+0x48],                   4c 8b 5c 24 48",
    "mov rax 0x2444fe7f62f1c524,           48 b8 24 c5 f1 62 7f fe 44 24",
    "add [rsp+0x10] 0x1000,                81 44 24 10 00 10 00 00",
    "test byte [r15+0x38] 1,               41 f6 47 38 01",
    "nop,                                  66 66 0f 1f 84 00 00 00 00 00",
  })
  void seesNoneElsewhere(String assembly, String hex) {
    assertEquals(List.of(new FmaLoop(1, 512, 0, 0)), FmaLoop.of(loop(hex)), assembly);
  }

  @ParameterizedTest
  @CsvSource({
    "vmovdqu64 zmm4 zmm1,                  62 f1 fe 48 6f e1",
    "vmovups zmm17 zmm1,                   62 e1 7c 48 10 c9",
    "vmovdqu ymm3 ymm12,                   c4 c1 7e 6f dc",
    "vmovdqu ymm12 ymm3,                   c5 7e 6f e3",
    "vmovaps xmm2 xmm5,                    c5 f8 28 d5",
    "vmovapd ymm2 ymm5,                    c5 fd 28 d5",
  })
  void seesMovesBetweenRegisters(String assembly, String hex) {
    assertEquals(List.of(new FmaLoop(1, 512, 0, 1)), FmaLoop.of(loop(hex)), assembly);
  }

  @ParameterizedTest
  @CsvSource({
    "vmovss xmm1 xmm2 xmm3,                c5 ea 10 cb",
    "vfmadd231ss xmm1 xmm2 xmm3,           c4 e2 69 b9 cb",
    "vmovd xmm0 eax,                       c5 f9 6e c0",
    "mov eax ecx,                          89 c8",
    "movups xmm1 xmm2 (of no vector code), 0f 10 ca",
  })
  void takesNothingElseForAMove(String assembly, String hex) {
    assertEquals(List.of(new FmaLoop(1, 512, 0, 0)), FmaLoop.of(loop(hex)), assembly);
  }

  @Test
  void leavesOutWhatSurroundsTheLoop() {
    // A spill, the loop, a spill, and a jump back to the first.
    String spill = "62 f1 fe 48 7f 4c 24 07";
    byte[] nested = bytes(spill + FMA + DECREMENT + "75 f6" + spill + DECREMENT + "75 e2");
    assertEquals(List.of(new FmaLoop(1, 512, 0, 0)), FmaLoop.of(nested));
  }

  @Test
  void leavesOutIterationsThatWerePeeledOff() {
    // A multiply-add and a spill, the loop, and a jump back to the first.
    String spill = "62 f1 fe 48 7f 4c 24 07";
    byte[] nested = bytes(FMA + spill + FMA + DECREMENT + "75 f6" + DECREMENT + "75 e4");
    assertEquals(List.of(new FmaLoop(1, 512, 0, 0)), FmaLoop.of(nested));
  }

  @Test
  void leavesOutCodeWithoutLoops() {
    assertEquals(List.of(), FmaLoop.of(bytes(FMA + "0f 84 00 00 00 00 c3")));
  }

  @Test
  void findsLoopsWithLongJumps() {
    // vfmadd213ps ymm0, ymm1, [rax] (5 bytes), dec ecx, jne near
    byte[] code = bytes("c4 e2 75 a8 00" + DECREMENT + "0f 85 f3 ff ff ff c3");
    assertEquals(List.of(new FmaLoop(1, 256, 0, 0)), FmaLoop.of(code));
  }

  @Test
  void guessesNothing() {
    assertRefused("90 06 90", "at 1, found 0690");
    assertRefused("62 f2 7d", "at 0, found 62f27d");
    assertRefused("c7 04 24 00", "at 0, found c7042400");
    assertRefused(FMA + "75 fb", "the jump at 6 to meet an instruction, found none at 3");
  }

  private static void assertRefused(String hex, String reason) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> FmaLoop.of(bytes(hex)));
    assertTrue(e.toString().contains(reason), e.toString());
  }

  private static int fmas(String assembly) {
    return assembly.startsWith("vfmadd") ? 2 : 1;
  }

  /** The instruction in a loop with a multiply-add. */
  private static byte[] loop(String hex) {
    String body = hex + FMA + DECREMENT;
    return bytes(body + "75 %02x c3".formatted(0x100 - bytes(body).length - 2));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
