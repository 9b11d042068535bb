package dev.lanewise.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A disk that is full after some bytes.
 *
 * @param bytes how many there is room for
 * @param forceFails whether the disk notices only when it is told to write what it has cached
 */
record FullDisk(long bytes, boolean forceFails) implements Storage {

  @Override
  public Output create(Path file) throws IOException {
    return new FullOutput(Storage.disk().create(file));
  }

  private final class FullOutput implements Output {
    private final Output out;
    private long left = bytes;

    FullOutput(Output out) {
      this.out = out;
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
      int count = (int) Math.min(left, source.remaining());
      out.write(source.slice(source.position(), count));
      left -= count;
      if (count < source.remaining()) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void force() throws IOException {
      if (forceFails) {
        throw new IOException("No space left on device");
      }
      out.force();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
