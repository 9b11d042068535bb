package dev.lanewise.images;

import dev.lanewise.Heap;
import dev.lanewise.LanewiseException;
import dev.lanewise.team.Team;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** Goes through the files of a folder with a team. */
final class PhotoLoading {
  /** Of an array in the heap, and of the reference to it. */
  private static final int BYTES_OF_ARRAY = 24;

  private final ImageFolder folder;
  private final PhotoReader reader;
  private final Team team;

  /**
   * An image that was refused.
   *
   * @param index which one
   * @param error why
   */
  private record Refused(int index, LanewiseException error) {}

  PhotoLoading(ImageFolder folder, PhotoReader reader, Team team) {
    this.folder = folder;
    this.reader = reader;
    this.team = team;
  }

  /**
   * Whether all images of so many bytes each can be kept.
   *
   * @param most the most bytes that they may take, if these are to be had
   */
  boolean fits(int bytes, long most) {
    long needed = folder.size() * ((long) bytes + BYTES_OF_ARRAY);
    return needed <= most && isAvailable(needed);
  }

  private boolean isAvailable(long bytes) {
    try {
      Heap.require(bytes, ImageName.of("images")::refuse);
      return true;
    } catch (LanewiseException e) {
      return false;
    }
  }

  /** The pixels of all images. */
  byte[][] load() {
    byte[][] pixels = new byte[folder.size()][];
    forEach(image -> pixels[image] = reader.pixels(file(image)));
    return pixels;
  }

  void checkBeginnings() {
    forEach(image -> reader.checkBeginning(file(image)));
  }

  private Path file(int image) {
    return folder.files().get(image);
  }

  /** What comes after a refused image is skipped, what comes before it is not. */
  private void forEach(IntConsumer work) {
    AtomicReference<Optional<Refused>> first = new AtomicReference<>(Optional.empty());
    team.run(
        folder.size(),
        (image, worker) -> {
          Optional<Refused> known = first.get();
          if (known.isEmpty() || image < known.get().index()) {
            try {
              work.accept(image);
            } catch (LanewiseException e) {
              Refused refused = new Refused(image, e);
              first.accumulateAndGet(Optional.of(refused), PhotoLoading::earlier);
            }
          }
        });
    first
        .get()
        .ifPresent(refused -> {
          throw refused.error();
        });
  }

  private static Optional<Refused> earlier(Optional<Refused> known, Optional<Refused> other) {
    boolean isEarlier = known.isEmpty() || other.orElseThrow().index() < known.get().index();
    return isEarlier ? other : known;
  }
}
