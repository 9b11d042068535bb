package dev.lanewise.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Tokens in memory, in arrays of equal length, so that none has to be copied when there are more.
 * Tokens are added by one thread, before others read them.
 */
final class TokenPages implements Tokens {
  /** Floats hold every whole number up to this one. */
  static final int MOST = 1 << 24;

  /** Tokens of a page. */
  static final int PAGE = 1 << 16;

  private static final int PAGE_BITS = 16;
  private static final int MOST_NARROW = 1 << Character.SIZE;

  private final boolean wide;
  private final List<char[]> narrowPages = new ArrayList<>();
  private final List<int[]> widePages = new ArrayList<>();
  private long size;

  /** For tokens below a limit. */
  TokenPages(int limit) {
    this.wide = limit > MOST_NARROW;
  }

  /** The tokens of a text. */
  static TokenPages of(TextSource text, Tokenizer tokenizer) {
    TokenPages pages = new TokenPages(tokenizer.size());
    text.read(Encoding.of(tokenizer, pages::add)::encode);
    return pages;
  }

  void add(int token) {
    int at = (int) (size & (PAGE - 1));
    if (at == 0) {
      addPage();
    }
    if (wide) {
      widePages.getLast()[at] = token;
    } else {
      narrowPages.getLast()[at] = (char) token;
    }
    size++;
  }

  private void addPage() {
    if (wide) {
      widePages.add(new int[PAGE]);
    } else {
      narrowPages.add(new char[PAGE]);
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int get(long index) {
    Objects.checkIndex(index, size);
    int page = (int) (index >>> PAGE_BITS);
    int at = (int) (index & (PAGE - 1));
    return wide ? widePages.get(page)[at] : narrowPages.get(page)[at];
  }

  @Override
  public void copy(long from, int count, float[] to, int at) {
    Objects.checkFromIndexSize(from, count, size);
    Objects.checkFromIndexSize(at, count, to.length);
    for (int done = 0; done < count; ) {
      long next = from + done;
      int page = (int) (next >>> PAGE_BITS);
      int start = (int) (next & (PAGE - 1));
      int run = Math.min(count - done, PAGE - start);
      if (wide) {
        copy(widePages.get(page), start, run, to, at + done);
      } else {
        copy(narrowPages.get(page), start, run, to, at + done);
      }
      done += run;
    }
  }

  private static void copy(int[] page, int start, int count, float[] to, int at) {
    for (int i = 0; i < count; i++) {
      to[at + i] = page[start + i];
    }
  }

  private static void copy(char[] page, int start, int count, float[] to, int at) {
    for (int i = 0; i < count; i++) {
      to[at + i] = page[start + i];
    }
  }
}
