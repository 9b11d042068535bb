package dev.lanewise.files;

import dev.lanewise.FileException;
import dev.lanewise.hostile.HostileCase;
import dev.lanewise.hostile.HostileCase.Expected;
import dev.lanewise.hostile.HostileFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Disks that fill up while a model or a checkpoint replaces an older one. */
final class WritingCases implements HostileFiles {
  private static final String FAMILY = "full disk";
  private static final byte[] OLD = {1, 2, 3};

  @Override
  public Stream<HostileCase> all() throws IOException {
    return Stream.of(
            cases(
                "model",
                (file, disk) ->
                    new ModelFile(Fixtures.TINY.initialize(42), Fixtures.METADATA)
                        .save(file, disk)),
            cases(
                "checkpoint",
                (file, disk) ->
                    Checkpoint.save(Fixtures.state(Fixtures.TINY.initialize(42)), file, disk)))
        .flatMap(cases -> cases);
  }

  private interface Saving {
    void save(Path file, Storage storage);
  }

  private static Stream<HostileCase> cases(String name, Saving saving) throws IOException {
    Path file = Files.createTempFile("good", ".safetensors");
    saving.save(file, Storage.disk());
    int length = (int) Files.size(file);
    Files.delete(file);
    Stream<HostileCase> full =
        IntStream.range(0, length)
            .mapToObj(room -> of(name + " after " + room, saving, new FullDisk(room, false)));
    return Stream.concat(
        full, Stream.of(of(name + " when forced", saving, new FullDisk(length, true))));
  }

  private static HostileCase of(String name, Saving saving, Storage disk) {
    return new HostileCase(
        FAMILY,
        name,
        directory -> {
          Path own = Files.createDirectories(directory.resolve("full"));
          Path file = Files.write(own.resolve("model.safetensors"), OLD);
          try {
            saving.save(file, disk);
          } catch (FileException e) {
            requireIntact(own, file);
            throw e;
          }
        },
        Expected.REFUSED);
  }

  private static void requireIntact(Path directory, Path file) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      if (!files.toList().equals(List.of(file)) || !Arrays.equals(OLD, Files.readAllBytes(file))) {
        throw new IllegalStateException("the old file is not intact, or another one is left");
      }
    }
  }
}
