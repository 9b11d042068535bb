package dev.lanewise.text;

import dev.lanewise.DataException;
import dev.lanewise.Heap;
import java.util.function.Supplier;

/** Work whose need of memory shows while it is done. */
final class Memory {
  /** A little, to begin with. */
  private static final int FIRST = 1 << 16;

  private Memory() {}

  /**
   * Does something.
   *
   * @param what it is for, in errors
   * @param remedy what helps beside a larger heap; may be empty
   * @param work holds alone what it allocates, so that there is memory for the error
   * @throws DataException if the heap is exhausted
   */
  static <T> T attempt(String what, String remedy, Supplier<T> work) {
    return Heap.attempt(
        FIRST,
        (expected, found, larger) ->
            Messages.error(what, expected, "more needed", (larger + " " + remedy).strip()),
        work);
  }
}
