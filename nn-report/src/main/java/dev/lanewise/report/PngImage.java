package dev.lanewise.report;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A picture as a PNG file (ISO 15948), eight bits for each of red, green and blue, without a screen
 * or fonts.
 *
 * @param width in pixels
 * @param height in pixels
 * @param rgb three bytes a pixel, row by row
 */
public record PngImage(int width, int height, byte[] rgb) {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  /** Checks the number of bytes, and copies them. */
  public PngImage {
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          "A picture of %s x %s pixels needs 3 bytes each; found %s."
              .formatted(width, height, rgb.length));
    }
    rgb = rgb.clone();
  }

  /** The file's bytes. */
  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
    chunk(out, "IHDR", header.array());
    chunk(out, "IDAT", deflated());
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  /** An address that holds the picture itself. */
  public String dataAddress() {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes());
  }

  private byte[] deflated() {
    int row = 3 * width;
    byte[] filtered = new byte[height * (row + 1)];
    for (int y = 0; y < height; y++) {
      System.arraycopy(rgb, y * row, filtered, y * (row + 1) + 1, row);
    }
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
      deflater.setInput(filtered);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 13];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    }
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
