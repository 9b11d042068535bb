package dev.lanewise.images;

import javax.imageio.stream.ImageInputStreamImpl;

/** A file in memory as image readers want it; those of the JDK copy it or write it to a disk. */
final class ByteInput extends ImageInputStreamImpl {
  private final byte[] bytes;

  ByteInput(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() {
    bitOffset = 0;
    return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int from, int most) {
    bitOffset = 0;
    if (most == 0) {
      return 0;
    }
    int count = (int) Math.min(most, bytes.length - streamPos);
    if (count <= 0) {
      return -1;
    }
    System.arraycopy(bytes, (int) streamPos, target, from, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return bytes.length;
  }
}
