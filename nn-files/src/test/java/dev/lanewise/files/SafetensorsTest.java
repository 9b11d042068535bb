package dev.lanewise.files;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.FileException;
import dev.lanewise.SettingException;
import dev.lanewise.ShapeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = directory.resolve("t.safetensors");
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  @Test
  void everyBitComesBack() {
    float[] odd = {
      Float.NaN, Float.intBitsToFloat(0xffa00001), Float.NEGATIVE_INFINITY, -0f, Float.MIN_VALUE, 1
    };
    Tensors tensors =
        new Tensors(
            List.of(
                new Tensor("b \"\u00fc\"", List.of(2, 3), odd),
                new Tensor("a", List.of(), new float[] {7}),
                new Tensor("none", List.of(0, 5), new float[0])),
            Map.of("key", "value \n"));
    Safetensors.write(tensors, file);
    Tensors read = Safetensors.read(file);
    assertEquals(tensors.metadata(), read.metadata());
    assertEquals(3, read.tensors().size());
    for (int i = 0; i < 3; i++) {
      assertEquals(tensors.tensors().get(i).name(), read.tensors().get(i).name());
      assertEquals(tensors.tensors().get(i).shape(), read.tensors().get(i).shape());
      assertArrayEquals(
          bits(tensors.tensors().get(i).values()), bits(read.tensors().get(i).values()));
    }
  }

  @Test
  void tensorsLongerThanAChunkComeBack() {
    float[] values = new float[100_003];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Safetensors.write(Tensors.of(new Tensor("t", List.of(100_003), values)), file);
    assertArrayEquals(values, Safetensors.read(file).tensors().getFirst().values());
  }

  @Test
  void dataBeginsAtAMultipleOfEight() throws IOException {
    for (String name : List.of("a", "ab", "abc", "abcd", "abcde")) {
      Safetensors.write(Tensors.of(new Tensor(name, List.of(1), new float[1])), file);
      long length =
          ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).getLong();
      assertEquals(0, length % 8);
      assertEquals(8 + length + 4, Files.size(file));
    }
  }

  /** 1, -2.5 and infinity as the standard and bfloat16 write them. */
  @Test
  void otherFloatsAreConverted() throws IOException {
    float[] expected = {1, -2.5f, Float.POSITIVE_INFINITY};
    assertArrayEquals(expected, converted("F16", 6, 0x3c00, 0xc100, 0x7c00));
    assertArrayEquals(expected, converted("BF16", 6, 0x3f80, 0xc020, 0x7f80));
    ByteBuffer doubles = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    doubles.putDouble(0.1).putDouble(1e300).putDouble(-1e-300).putDouble(1 + 0x1.8p-24);
    float[] rounded = {0.1f, Float.POSITIVE_INFINITY, -0f, 1 + 0x1p-23f};
    assertArrayEquals(rounded, read("F64", doubles.array(), 4));
  }

  private float[] converted(String type, int length, int... halves) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    for (int half : halves) {
      data.putShort((short) half);
    }
    return read(type, data.array(), halves.length);
  }

  private float[] read(String type, byte[] data, int count) throws IOException {
    String header = "{" + RawFile.tensor("t", type, "[" + count + "]", 0, data.length) + "}";
    Files.write(file, RawFile.of(header, data));
    return Safetensors.read(file).tensors().getFirst().values();
  }

  @ParameterizedTest
  @ValueSource(strings = {"I64", "BOOL", "F8_E4M3"})
  void otherTypesAreNamed(String type) throws IOException {
    Files.write(file, RawFile.of("{" + RawFile.tensor("ids", type, "[1]", 0, 8) + "}", 8));
    FileException error =
        assertError(
            FileException.class,
            () -> Safetensors.read(file),
            file.toString(),
            "header 'ids'",
            "F32, F16, BF16 or F64",
            type,
            "not supported",
            "Convert");
    assertEquals("'ids'", error.name());
    assertEquals("header", error.section());
  }

  @Test
  void holesAndOverlapsAreNamed() throws IOException {
    String first = RawFile.tensor("a", "F32", "[2]", 0, 8);
    Files.write(
        file, RawFile.of("{" + first + "," + RawFile.tensor("b", "F32", "[1]", 12, 16) + "}", 16));
    assertError(FileException.class, () -> Safetensors.read(file), "'b'", "byte 8", "12", "a hole");
    Files.write(
        file, RawFile.of("{" + first + "," + RawFile.tensor("b", "F32", "[1]", 4, 8) + "}", 8));
    assertError(FileException.class, () -> Safetensors.read(file), "'b'", "byte 8", "an overlap");
  }

  @Test
  void foreignFilesAreNamed() throws IOException {
    Map<String, String> remedies =
        Map.of(
            "PK\u0003\u0004 and more", "a zip archive",
            "\u0080\u0002}q\u0001.aaaa", "a Python pickle",
            "<!DOCTYPE html>", "a web page",
            "version https://git-lfs.github.com/spec/v1", "git lfs pull");
    for (Map.Entry<String, String> entry : remedies.entrySet()) {
      Files.write(file, entry.getKey().getBytes(StandardCharsets.ISO_8859_1));
      assertError(FileException.class, () -> Safetensors.read(file), entry.getValue());
    }
  }

  @Test
  void memoryIsNamedInBytes() throws IOException {
    long bytes = 4L * Integer.MAX_VALUE - 32;
    if (Runtime.getRuntime().maxMemory() < bytes) {
      String header = "{" + RawFile.tensor("t", "F32", "[2147483639]", 0, bytes) + "}";
      SafetensorsCases.sparse(file, header, bytes);
      assertError(
          FileException.class, () -> Safetensors.read(file), bytes + " bytes needed", "-Xmx");
    }
  }

  @Test
  void whatCannotBeWrittenIsRefused() {
    float[] one = new float[1];
    assertError(SettingException.class, () -> new Tensor("", List.of(1), one), "reserved");
    assertError(SettingException.class, () -> new Tensor("__metadata__", List.of(1), one));
    assertError(SettingException.class, () -> new Tensor("\ud800", List.of(1), one), "surrogate");
    assertError(ShapeException.class, () -> new Tensor("t", List.of(2), one), "[2]", "1 values");
    assertError(ShapeException.class, () -> new Tensor("t", List.of(-1), one), "negative");
    assertError(
        ShapeException.class, () -> new Tensor("t", List.of(65536, 65536, 65536, 65536), one));
    Tensor tensor = new Tensor("t", List.of(1), one);
    assertError(SettingException.class, () -> Tensors.of(tensor, tensor), "'t' twice");
    Tensors tooLong = new Tensors(List.of(), Map.of("a", "x".repeat(TensorReader.LONGEST_HEADER)));
    assertError(
        FileException.class, () -> Safetensors.write(tooLong, file), "at most 4194304 bytes");
  }
}
