package dev.lanewise.tabular;

import dev.lanewise.DataException;
import dev.lanewise.SettingException;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The components of a record as columns: by their names, or as {@link Column} says. */
final class RecordColumns {
  private final Class<?> type;
  private final List<String> names;
  private final Method[] accessors;

  private RecordColumns(Class<?> type, List<String> names, Method[] accessors) {
    this.type = type;
    this.names = names;
    this.accessors = accessors;
  }

  /**
   * The columns of a record class.
   *
   * @throws SettingException if two have the same name, or the class cannot be read from here
   */
  static RecordColumns of(Class<? extends Record> type) {
    RecordComponent[] components = type.getRecordComponents();
    List<String> names = Arrays.stream(components).map(RecordColumns::name).toList();
    if (new HashSet<>(names).size() < names.size()) {
      throw new SettingException(
          "Record %s: expected a different column for each component; found %s. Rename one, or change its @Column."
              .formatted(type.getName(), names));
    }
    return new RecordColumns(
        type,
        names,
        Arrays.stream(components)
            .map(component -> accessor(type, component))
            .toArray(Method[]::new));
  }

  private static String name(RecordComponent component) {
    Column column = component.getAnnotation(Column.class);
    return column == null ? component.getName() : column.value();
  }

  private static Method accessor(Class<?> type, RecordComponent component) {
    Method accessor = component.getAccessor();
    try {
      accessor.setAccessible(true);
      return accessor;
    } catch (InaccessibleObjectException e) {
      throw new SettingException(
          "Record %s: expected a class that can be read; found that module %s does not open package %s. Add 'opens %s to dev.lanewise.tabular;' to its module-info, or export the package and make the record public."
              .formatted(
                  type.getName(),
                  type.getModule().getName(),
                  type.getPackageName(),
                  type.getPackageName()));
    }
  }

  /** The names of the columns, in the order of the components. */
  List<String> names() {
    return names;
  }

  /**
   * The values of all components.
   *
   * @throws DataException if an accessor fails
   */
  @Nullable Object[] values(Record row) {
    return IntStream.range(0, accessors.length).mapToObj(i -> value(row, i)).toArray();
  }

  /**
   * The value of a component.
   *
   * @throws DataException if its accessor fails
   */
  @Nullable Object value(Record row, int component) {
    try {
      return accessors[component].invoke(row);
    } catch (IllegalAccessException | InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new DataException(
          "Record %s: expected a value of column %s; found an error of its accessor (%s). Correct the record."
              .formatted(type.getName(), Place.quoted(names.get(component)), cause),
          cause);
    }
  }
}
