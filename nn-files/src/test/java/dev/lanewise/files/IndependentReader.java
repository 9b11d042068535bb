package dev.lanewise.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the tensors of a safetensors file with java.nio and patterns, as the format says. */
final class IndependentReader {
  private static final Pattern ENTRY =
      Pattern.compile(
          "\"([^\"\\\\]+)\":\\{\"dtype\":\"F32\",\"shape\":\\[([\\d,]*)],\"data_offsets\":\\[(\\d+),(\\d+)]}");

  private IndependentReader() {}

  /** A tensor with its extents. */
  record Read(List<Integer> shape, float[] values) {}

  static Map<String, Read> read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = Math.toIntExact(bytes.getLong());
    String header = new String(bytes.array(), Long.BYTES, length, StandardCharsets.UTF_8);
    Map<String, Read> tensors = new LinkedHashMap<>();
    Matcher entry = ENTRY.matcher(header);
    while (entry.find()) {
      int begin = Integer.parseInt(entry.group(3));
      int end = Integer.parseInt(entry.group(4));
      float[] values = new float[(end - begin) / Float.BYTES];
      bytes
          .slice(Long.BYTES + length + begin, end - begin)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values);
      List<Integer> shape =
          Arrays.stream(entry.group(2).split(",", -1)).map(Integer::valueOf).toList();
      tensors.put(entry.group(1), new Read(shape, values));
    }
    return tensors;
  }
}
