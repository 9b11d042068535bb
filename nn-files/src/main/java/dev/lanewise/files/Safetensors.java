package dev.lanewise.files;

import dev.lanewise.FileException;
import dev.lanewise.Heap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes files of the format <a
 * href="https://github.com/huggingface/safetensors#format">safetensors</a>: eight bytes with the
 * length of the header, little-endian; the header in JSON; the numbers of the tensors,
 * little-endian and row-major, without holes.
 *
 * <p>Numbers of the types F32, F16, BF16 and F64 are read, all as {@code float}: those of F64 are
 * rounded, and become infinite beyond its range. So is a single number of type I64, as PyTorch
 * stores counts. Other types are refused, and so are headers of more than 4 MB (the format allows
 * 100 MB), 10,000 tensors or 8 dimensions.
 *
 * <p>Such a file has no checksums. {@link ModelFile} adds them. The methods are thread-safe.
 */
public final class Safetensors {

  private Safetensors() {}

  /**
   * Reads all tensors of a file.
   *
   * @throws FileException if the file cannot be read, is not well-formed, has tensors of other
   *     types or does not fit into memory
   */
  public static Tensors read(Path file) {
    return TensorReader.read(file, Safetensors::read);
  }

  private static Tensors read(TensorReader reader) {
    Header header = reader.header();
    long needed = header.tensors().stream().mapToLong(t -> (long) t.count() * Float.BYTES).sum();
    return Heap.attempt(
        needed,
        reader.where()::refuse,
        () -> {
          List<Tensor> tensors = new ArrayList<>();
          for (TensorInfo info : header.tensors()) {
            tensors.add(new Tensor(info.name(), info.shape(), reader.values(info)));
          }
          return new Tensors(tensors, header.metadata());
        });
  }

  /**
   * Writes a file, or replaces it. It is written completely or, if that fails, not at all.
   *
   * @throws FileException if the file cannot be written or its header would be too long
   */
  public static void write(Tensors tensors, Path file) {
    write(tensors, file, Storage.disk());
  }

  static void write(Tensors tensors, Path file, Storage storage) {
    List<Part> parts =
        tensors.tensors().stream()
            .map(tensor -> new Part(tensor.name(), tensor.shape(), tensor::values))
            .toList();
    byte[] header = TensorWriter.header(tensors.metadata(), parts, Where.file(file));
    AtomicFile.write(file, storage, out -> TensorWriter.write(header, parts, out));
  }
}
