package dev.lanewise.files;

import dev.lanewise.FileException;
import dev.lanewise.Heap;
import dev.lanewise.Uninterrupted;
import dev.lanewise.nn.Network;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A network without parameters as a file of JSON text, to be read and changed by people: what
 * {@link ModelFile} holds in its metadata, indented.
 *
 * <pre>{@code
 * {
 *   "inputs": [{"name": "input", "shape": [28, 28, 1]}],
 *   "nodes": [
 *     {"name": "0", "operation": {"type": "flatten"}, "from": ["input"]},
 *     {"name": "1", "operation": {"type": "dense", "units": 10, "activation": "identity", "alpha": 0},
 *      "from": ["0"]}
 *   ],
 *   "outputs": ["1"]
 * }
 * }</pre>
 *
 * <p>An initializer that is not said is the layer's default. Methods are thread-safe.
 */
public final class NetworkFile {
  /** Some hundred bytes for each of the layers that a network may have. */
  private static final int LONGEST = 1 << 23;

  /** What text and values take for each byte of a file. */
  private static final long BYTES_PER_BYTE = 4;

  private static final String EDIT = "Correct the file.";

  private NetworkFile() {}

  /**
   * Writes the file, or replaces it. It is written completely or, if that fails, not at all.
   *
   * @throws FileException if the file cannot be written, or a layer is not one of the library
   */
  public static void save(Network network, Path file) {
    String text = NetworkJson.write(network, Where.file(file).in("network"));
    byte[] bytes = (Json.indented(text) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, Storage.disk(), out -> out.write(ByteBuffer.wrap(bytes)));
  }

  /**
   * Reads a file. No memory is allocated for parameters.
   *
   * @throws FileException if the file cannot be read, or is no network that the library knows
   */
  public static Network load(Path file) {
    Where where = Where.file(file);
    if (!Files.isRegularFile(file)) {
      throw where.refuse(
          "a file of JSON text",
          Files.exists(file) ? "no file" : "nothing of that name",
          "Check the path.");
    }
    try {
      byte[] bytes = Uninterrupted.run(() -> bytes(file, where));
      return Heap.attempt(
          bytes.length * BYTES_PER_BYTE, where::refuse, () -> network(text(bytes, where), where));
    } catch (IOException e) {
      throw where.unreadable(e);
    }
  }

  private static Network network(String text, Where where) {
    try {
      return NetworkJson.read(Json.read(text, where));
    } catch (FileException e) {
      // People write such files.
      throw e.remedy().equals(Where.GET_AGAIN)
          ? new FileException(e.file(), e.section(), e.name(), e.expected(), e.found(), EDIT)
          : e;
    }
  }

  private static byte[] bytes(Path file, Where where) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw where.refuse("at most %s bytes of JSON text".formatted(LONGEST), "more", EDIT);
      }
      return bytes;
    }
  }

  private static String text(byte[] bytes, Where where) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw where.refuse("UTF-8 text", "bytes that are none", EDIT);
    }
  }
}
