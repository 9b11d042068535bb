package dev.lanewise.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where bytes are written to: the disk, or in tests one that is full. */
interface Storage {

  /** A file that is being written. */
  interface Output extends Closeable {
    /** Writes all of the buffer. */
    void write(ByteBuffer bytes) throws IOException;

    /** Returns when everything is on the disk. */
    void force() throws IOException;
  }

  /** Begins to write a file that is there and empty. */
  Output create(Path file) throws IOException;

  /** The disk. */
  static Storage disk() {
    return file ->
        new DiskOutput(FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
  }

  /** A file on the disk. */
  record DiskOutput(FileChannel channel) implements Output {
    @Override
    public void write(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
