package dev.lanewise.tabular;

import dev.lanewise.DataException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The categories of a column or the classes of a target, numbered from 0. Immutable. */
public final class Categories {

  /** The most categories there may be. */
  static final int MOST = 1 << 18;

  private final List<String> names;
  private final Map<String, Integer> indices = new HashMap<>();

  private Categories(List<String> names) {
    this.names = names;
    for (String name : names) {
      indices.put(name, indices.size());
    }
  }

  /**
   * Categories in a given order.
   *
   * @throws DataException if there are none, too many, or one of them twice
   */
  public static Categories of(List<String> names) {
    if (names.isEmpty() || names.size() > MOST) {
      throw new DataException(
          "Categories: expected from 1 to %s; found %s. Check the values of the column."
              .formatted(MOST, names.size()));
    }
    Categories categories = new Categories(List.copyOf(names));
    if (categories.indices.size() != names.size()) {
      throw new DataException(
          "Categories: expected each once; found %s names of which %s differ. Remove the doubles."
              .formatted(names.size(), categories.indices.size()));
    }
    return categories;
  }

  /** Categories in ascending order: by value if all are numbers, otherwise by their characters. */
  static Categories sorted(Collection<String> names) {
    boolean numbers = names.stream().noneMatch(name -> Double.isNaN(Numbers.parse(name)));
    Comparator<String> byValue = Comparator.comparingDouble(name -> Numbers.parse(name));
    Comparator<String> byName = Comparator.naturalOrder();
    return of(names.stream().sorted(numbers ? byValue.thenComparing(byName) : byName).toList());
  }

  /** The number of categories. */
  public int size() {
    return names.size();
  }

  /** All names, in order. */
  public List<String> names() {
    return names;
  }

  /**
   * The name of a category.
   *
   * @throws IndexOutOfBoundsException if there is no such category
   */
  public String name(int index) {
    return names.get(index);
  }

  /** The index of a category, if there is one of that name. */
  public OptionalInt index(String name) {
    Integer index = indices.get(name);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** The index of the first category that is a number, if there is one. */
  OptionalInt index(double number) {
    return IntStream.range(0, names.size())
        .filter(i -> Numbers.parse(names.get(i)) == number)
        .findFirst();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Categories categories && names.equals(categories.names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  @Override
  public String toString() {
    return names.toString();
  }
}
