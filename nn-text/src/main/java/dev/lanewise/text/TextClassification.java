package dev.lanewise.text;

import dev.lanewise.DataException;
import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.data.Dataset;
import dev.lanewise.data.SampleOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Texts with a class each, for networks with two inputs: the tokens of a text, of shape {@code
 * (longest)}, filled up with token 0 behind its end, and how many of them are its own, of shape
 * {@code (1)}; both as floats. The only target is the number of the class.
 *
 * <p>All tokens are in memory, 2 bytes each, or 4 if there are more than 65,536 different ones.
 * Immutable and safe to share between threads; reading a sample allocates nothing.
 */
public final class TextClassification implements Dataset {
  /** Class indices are handed out as floats, which hold every integer below this limit. */
  private static final int MOST_CLASSES = 1 << 24;

  /** Lengths are floats, too. */
  private static final int MOST_TOKENS = 1 << 24;

  private static final int CACHE_LINE = 32;

  private final Tokens tokens;
  private final long[] starts;
  private final int[] lengths;
  private final int[] labels;
  private final int longest;
  private final OptionalInt batch;

  private TextClassification(
      Tokens tokens, long[] starts, int[] lengths, int[] labels, int longest, OptionalInt batch) {
    this.tokens = tokens;
    this.starts = starts;
    this.lengths = lengths;
    this.labels = labels;
    this.longest = longest;
    this.batch = batch;
  }

  /**
   * Reads the texts of a folder.
   *
   * @param longest the most tokens of a text, from 1 to 2^24
   * @param kept which tokens are kept of longer texts
   * @throws SettingException if {@code longest} is out of range
   * @throws DataException if a text is malformed, empty or cannot be read, has a character that the
   *     tokenizer does not know, or memory does not suffice
   */
  public static TextClassification read(
      TextFolder folder, Tokenizer tokenizer, int longest, KeptEnd kept) {
    List<TextSource> sources = new ArrayList<>();
    for (Path file : folder.files()) {
      sources.add(TextSource.file(file));
    }
    return encoded(sources, folder.labels(), tokenizer, longest, kept);
  }

  /**
   * Texts in memory, such as those of a column of a table. Errors call them text 0, text 1 and so
   * on.
   *
   * @param labels the class of each text, from 0
   * @param longest the most tokens of a text, from 1 to 2^24
   * @param kept which tokens are kept of longer texts
   * @throws SettingException if {@code longest} is out of range
   * @throws DataException if there are no texts, there is not one label for each, a label is out of
   *     range, a text is empty or has a character that the tokenizer does not know, or memory does
   *     not suffice
   */
  public static TextClassification of(
      List<String> texts, int[] labels, Tokenizer tokenizer, int longest, KeptEnd kept) {
    List<TextSource> sources = new ArrayList<>();
    for (String text : texts) {
      sources.add(TextSource.text("Text " + sources.size(), text));
    }
    return encoded(sources, checked(labels, texts.size()), tokenizer, longest, kept);
  }

  private static int[] checked(int[] labels, int texts) {
    if (texts == 0 || labels.length != texts) {
      throw Messages.error(
          "Labelled texts",
          "at least 1 text, and a label for each",
          "%s texts and %s labels".formatted(texts, labels.length),
          "Pass the labels of exactly these texts.");
    }
    for (int i = 0; i < texts; i++) {
      if (labels[i] < 0 || labels[i] >= MOST_CLASSES) {
        throw Messages.error(
            "Label of text " + i,
            "a class from 0 to %s".formatted(MOST_CLASSES - 1),
            String.valueOf(labels[i]),
            "Number the classes from 0.");
      }
    }
    return labels.clone();
  }

  private static TextClassification encoded(
      List<TextSource> sources, int[] labels, Tokenizer tokenizer, int longest, KeptEnd kept) {
    if (longest < 1 || longest > MOST_TOKENS) {
      throw new SettingException(
          "TextClassification: expected texts of 1 to %s tokens at most; found %s."
              .formatted(MOST_TOKENS, longest));
    }
    EncodedTexts texts = EncodedTexts.of(sources, tokenizer, longest, kept);
    return new TextClassification(
        texts.tokens(), texts.starts(), texts.lengths(), labels, longest, OptionalInt.empty());
  }

  /**
   * Some of the texts, whose tokens are shared. Unlike a {@link dev.lanewise.data.Subset} it knows
   * the lengths of its texts, so that it can be {@link #bucketed}.
   *
   * @param indices their numbers; one may occur more than once
   * @throws DataException if there are none
   * @throws IndexOutOfBoundsException if there is no text of such a number
   */
  public TextClassification subset(int... indices) {
    if (indices.length == 0) {
      throw Messages.error("Subset of texts", "at least 1 index", "none", "Choose some texts.");
    }
    return new TextClassification(
        tokens,
        Arrays.stream(indices).mapToLong(i -> starts[i]).toArray(),
        Arrays.stream(indices).map(i -> lengths[i]).toArray(),
        Arrays.stream(indices).map(i -> labels[i]).toArray(),
        longest,
        batch);
  }

  /**
   * With an order in which texts of similar length come together: batches have texts of
   * neighbouring lengths and are mixed, a pure function of seed and epoch. Without shuffling the
   * order is that of the texts. A {@link dev.lanewise.data.Subset} of some of the texts is mixed
   * without regard to lengths; use {@link #subset}.
   *
   * @param batch samples of a batch, as the trainer has them, at least 1
   * @throws SettingException if it is less
   */
  public TextClassification bucketed(int batch) {
    if (batch < 1) {
      throw new SettingException(
          "TextClassification: expected batches of at least 1 text; found %s.".formatted(batch));
    }
    return new TextClassification(tokens, starts, lengths, labels, longest, OptionalInt.of(batch));
  }

  /** The number of tokens of a text, after what was cut. */
  public int length(int index) {
    return lengths[index];
  }

  /** The class of each text, as a copy. */
  public int[] labels() {
    return labels.clone();
  }

  @Override
  public int size() {
    return labels.length;
  }

  /** Tokens and length, one behind the other. */
  @Override
  public Shape inputShape() {
    return Shape.of(longest + 1);
  }

  /** That of the tokens, and that of the length. */
  @Override
  public List<Shape> inputShapes() {
    return List.of(Shape.of(longest), Shape.of(1));
  }

  /** Always 1: the class index. */
  @Override
  public int targetColumns() {
    return 1;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IndexOutOfBoundsException if there is no such sample or row
   * @throws ShapeException if a matrix has another number of columns than the samples
   */
  @Override
  public void read(int index, Matrix inputs, Matrix targets, int row) {
    Objects.checkIndex(index, labels.length);
    BatchRow.check("inputs", inputs, longest + 1, row);
    BatchRow.check("targets", targets, 1, row);
    int start = inputs.row(row);
    tokens.copy(starts[index], lengths[index], inputs.data(), start);
    Arrays.fill(inputs.data(), start + lengths[index], start + longest, 0);
    inputs.data()[start + longest] = lengths[index];
    targets.data()[targets.row(row)] = labels[index];
  }

  /**
   * {@inheritDoc}
   *
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  @Override
  public float fetch(int index) {
    Objects.checkIndex(index, labels.length);
    int sum = 0;
    for (int i = 0; i < lengths[index]; i += CACHE_LINE) {
      sum += tokens.get(starts[index] + i);
    }
    return sum;
  }

  @Override
  public void order(int[] order, long seed, int epoch, boolean shuffle) {
    if (shuffle && batch.isPresent() && order.length == lengths.length) {
      LengthOrder.fill(order, lengths, batch.getAsInt(), seed, epoch);
    } else if (shuffle) {
      SampleOrder.shuffled(order, seed, epoch);
    } else {
      SampleOrder.identity(order);
    }
  }
}
