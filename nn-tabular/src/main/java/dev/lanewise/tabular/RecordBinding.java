package dev.lanewise.tabular;

import dev.lanewise.SettingException;
import java.util.List;

/** Where the columns of an encoder are in a record. Immutable. */
final class RecordBinding {
  private final RecordColumns record;
  private final int[] components;

  private RecordBinding(RecordColumns record, int[] components) {
    this.record = record;
    this.components = components;
  }

  /**
   * Finds the columns.
   *
   * @throws SettingException if one is absent, or the class cannot be read
   */
  static RecordBinding of(Class<? extends Record> type, List<String> columns) {
    RecordColumns record = RecordColumns.of(type);
    int[] components = columns.stream().mapToInt(record.names()::indexOf).toArray();
    for (int i = 0; i < components.length; i++) {
      if (components[i] < 0) {
        throw new SettingException(
            "Record %s: expected a component of column %s; found %s. Add it, or name the column of a component with @Column."
                .formatted(type.getName(), Place.quoted(columns.get(i)), record.names()));
      }
    }
    return new RecordBinding(record, components);
  }

  /** Copies the values of the columns, in their order. */
  void read(Record from, ValueRow to) {
    for (int i = 0; i < components.length; i++) {
      to.set(i, record.value(from, components[i]));
    }
  }
}
