package dev.lanewise.text;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.SampleOrder;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Windows of a text for networks that learn to predict the next token. An input is {@code context}
 * tokens that follow each other, as floats, of shape {@code (context)}; its targets are as many:
 * for each position the token after it.
 *
 * <pre>{@code
 * TextWindows all = TextWindows.of(tokens, 64);
 * TextWindows training = all.first(0.9).random(250 * 12);
 * TextWindows validation = all.after(0.9);
 * }</pre>
 *
 * <p>Unless said otherwise windows follow each other without a gap, and what is left at the end is
 * no window. Immutable and as thread-safe as the tokens; reading a sample allocates nothing.
 */
public final class TextWindows implements Dataset {
  /** Tokens of a cache line in a file, or half of one in memory. */
  private static final int STEP = 16;

  private final Tokens tokens;
  private final long from;
  private final long to;
  private final int context;
  private final WindowPlaces places;

  private TextWindows(Tokens tokens, long from, long to, int context, WindowPlaces places) {
    this.tokens = tokens;
    this.from = from;
    this.to = to;
    this.context = context;
    this.places = places;
    if (places.windows() < 1) {
      throw tooFew(context + 1L);
    }
    if (places.windows() > Integer.MAX_VALUE) {
      throw new SettingException(
          "TextWindows: expected at most %s windows; found %s. Choose a longer context or stride, a part of the text, or random places."
              .formatted(Integer.MAX_VALUE, places.windows()));
    }
  }

  /**
   * Windows over a whole text, one behind the other.
   *
   * @param context tokens of an input, at least 1
   * @throws SettingException if there is not at least 1 token of context, or more windows than a
   *     data set can have
   * @throws DataException if the text has fewer than {@code context + 1} tokens
   */
  public static TextWindows of(Tokens tokens, int context) {
    require("a context of at least 1 token", context);
    return consecutive(tokens, 0, tokens.size(), context, context);
  }

  private static TextWindows consecutive(
      Tokens tokens, long from, long to, int context, int stride) {
    long windows = Math.floorDiv(to - from - context - 1, stride) + 1;
    return new TextWindows(
        tokens, from, to, context, new WindowPlaces.Consecutive(windows, stride));
  }

  /**
   * Windows over a part of the text, one behind the other, targets included.
   *
   * @param start the first token
   * @param end the one after the last
   * @throws SettingException if that is no part of the text
   * @throws DataException if the part has fewer than {@code context + 1} tokens
   */
  public TextWindows range(long start, long end) {
    if (start < 0 || end < start || end > tokens.size()) {
      throw new SettingException(
          "TextWindows: expected a range of tokens within 0 to %s (exclusive); found %s to %s. Choose a part of the text."
              .formatted(tokens.size(), start, end));
    }
    return consecutive(tokens, start, end, context, context);
  }

  /**
   * Windows over the first part of this one's text, one behind the other: {@code first(0.9)} for
   * training, {@code after(0.9)} for validation have no token in common.
   *
   * @param share of the tokens, above 0 and below 1
   * @throws SettingException if the share is out of range
   * @throws DataException if the part has fewer than {@code context + 1} tokens
   */
  public TextWindows first(double share) {
    return range(from, at(share));
  }

  /**
   * Windows over the rest of this one's text, behind {@link #first} of the same share.
   *
   * @throws SettingException if the share is out of range
   * @throws DataException if the part has fewer than {@code context + 1} tokens
   */
  public TextWindows after(double share) {
    return range(at(share), to);
  }

  private long at(double share) {
    if (!(share > 0 && share < 1)) {
      throw new SettingException(
          "TextWindows: expected a share above 0 and below 1; found %s.".formatted(share));
    }
    return from + (long) (share * (to - from));
  }

  /**
   * Windows whose starts lie so far apart, which overlap if that is less than the context.
   *
   * @param stride at least 1
   * @throws SettingException if it is less, or there are more windows than a data set can have
   */
  public TextWindows stride(int stride) {
    require("a stride of at least 1 token", stride);
    return consecutive(tokens, from, to, context, stride);
  }

  /**
   * So many windows an epoch at random places, drawn anew each epoch: a pure function of the seed
   * of the training and the epoch. A training of {@code s} steps is one or more epochs with {@code
   * s * batch} windows together. Evaluations see the same places each time.
   *
   * @param windows at least 1
   * @throws SettingException if it is less
   */
  public TextWindows random(int windows) {
    require("at least 1 window", windows);
    return new TextWindows(
        tokens, from, to, context, new WindowPlaces.Anywhere(windows, to - from - context, 0));
  }

  /**
   * Windows for networks that keep their state from batch to batch: row {@code r} of each batch
   * goes on where row {@code r} of the batch before has ended. Each row has an equal, consecutive
   * part of the text; what is left at the end is not read. The order is never mixed, and a trainer
   * with another batch size refuses them.
   *
   * @param batch rows of a batch, at least 1
   * @throws SettingException if it is less
   * @throws DataException if the text has fewer than {@code batch * context + 1} tokens
   */
  public TextWindows stateful(int batch) {
    require("batches of at least 1 row", batch);
    long perRow = (to - from - 1) / context / batch;
    if (perRow < 1) {
      throw tooFew((long) batch * context + 1);
    }
    return new TextWindows(
        tokens, from, to, context, new WindowPlaces.InRows(batch, perRow, context));
  }

  private static void require(String expected, int found) {
    if (found < 1) {
      throw new SettingException("TextWindows: expected %s; found %s.".formatted(expected, found));
    }
  }

  private DataException tooFew(long needed) {
    return Messages.error(
        "TextWindows",
        "at least %s tokens".formatted(needed),
        String.valueOf(to - from),
        "Use a longer text, a shorter context or a smaller batch.");
  }

  /** Tokens of an input. */
  public int context() {
    return context;
  }

  /** Rows of the batches that go on from each other, if windows are {@link #stateful}. */
  @Override
  public OptionalInt batch() {
    return places instanceof WindowPlaces.InRows rows
        ? OptionalInt.of(rows.rows())
        : OptionalInt.empty();
  }

  /** The number of tokens that the windows are in. */
  public long tokens() {
    return to - from;
  }

  @Override
  public int size() {
    return (int) places.windows();
  }

  @Override
  public Shape inputShape() {
    return Shape.of(context);
  }

  /** As many as an input has tokens. */
  @Override
  public int targetColumns() {
    return context;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IndexOutOfBoundsException if there is no such sample or row
   * @throws ShapeException if a matrix has another number of columns than the samples
   */
  @Override
  public void read(int index, Matrix inputs, Matrix targets, int row) {
    long start = start(index);
    BatchRow.check("inputs", inputs, context, row);
    BatchRow.check("targets", targets, context, row);
    tokens.copy(start, context, inputs.data(), inputs.row(row));
    tokens.copy(start + 1, context, targets.data(), targets.row(row));
  }

  /** Where in the tokens a window begins. */
  private long start(int index) {
    return from + places.place(Objects.checkIndex(index, size()));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  @Override
  public float fetch(int index) {
    long start = start(index);
    int sum = 0;
    for (int i = 0; i <= context; i += STEP) {
      sum += tokens.get(start + i);
    }
    return sum;
  }

  /** Mixed at random, but for random windows, which need it not, and stateful ones. */
  @Override
  public void order(int[] order, long seed, int epoch, boolean shuffle) {
    if (shuffle && places instanceof WindowPlaces.Consecutive) {
      SampleOrder.shuffled(order, seed, epoch);
    } else {
      SampleOrder.identity(order);
    }
  }

  /** The windows at the places of that epoch. */
  @Override
  public Dataset inEpoch(long seed, int epoch) {
    return new TextWindows(tokens, from, to, context, places.inEpoch(seed, epoch));
  }
}
