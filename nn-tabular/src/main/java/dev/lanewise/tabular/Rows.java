package dev.lanewise.tabular;

import dev.lanewise.DataException;

/**
 * Walks through the rows of a table.
 *
 * <pre>{@code
 * try (Rows rows = table.rows()) {
 *   while (rows.next()) {
 *     System.out.println(rows.row().text(0));
 *   }
 * }
 * }</pre>
 *
 * <p>Belongs to one thread at a time.
 */
public sealed interface Rows extends AutoCloseable permits CsvRows, MemoryRows {

  /**
   * Goes to the next row.
   *
   * @return false after the last one
   * @throws DataException if the table is malformed or cannot be read
   */
  boolean next();

  /** The row it stands at; the same object for each, so keep values, not the row. */
  Row row();

  /** Closes what the rows come from. */
  @Override
  void close();
}
