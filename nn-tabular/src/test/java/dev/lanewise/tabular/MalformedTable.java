package dev.lanewise.tabular;

import java.util.List;

/**
 * A table with one fault.
 *
 * @param name what is wrong
 * @param text the file
 * @param words what the error says of it
 */
record MalformedTable(String name, String text, String words) {

  /** How {@link #ALL} would be learned from, were they in order. */
  static final TableRecipe RECIPE =
      TableRecipe.predicting("y")
          .withType("x", ColumnType.NUMBER)
          .withType("c", ColumnType.CATEGORY);

  static final List<MalformedTable> ALL =
      List.of(
          new MalformedTable("empty", "", "an empty file"),
          new MalformedTable("blank lines", "\n\r\n\n", "an empty file"),
          new MalformedTable("byte order mark only", "\ufeff", "an empty file"),
          new MalformedTable("header only", "x,c,y\n", "a header only"),
          new MalformedTable("duplicate columns", "x,c,y,x\n1,a,2,1\n", "'x' for columns 1 and 4"),
          new MalformedTable("unnamed column", "x,,y\n1,a,2\n", "no name of column 2"),
          new MalformedTable(
              "separators at the ends", "x,c,y,\n1,a,2,\n", "Remove the separators at the ends"),
          new MalformedTable("missing column", "x,d,y\n1,a,2\n", "expected a column 'c'"),
          new MalformedTable("no target", "x,c,z\n1,a,2\n", "expected a column 'y'"),
          new MalformedTable("too few fields", "x,c,y\n1,a,2\n1,a\n", "line 3: expected 3 fields"),
          new MalformedTable("too many fields", "x,c,y\n1,a,2,\n", "line 2: expected 3 fields"),
          new MalformedTable("cut off", "x,c,y\n1,a,2\n1,b", "line 3: expected 3 fields"),
          new MalformedTable("unclosed quotes", "x,c,y\n1,\"a,2\n1,b,2\n", "within quotes"),
          new MalformedTable("unclosed quotes at the end", "x,c,y\n1,a,\"", "within quotes"),
          new MalformedTable(
              "text after quotes", "x,c,y\n1,\"a\"b,2\n", "line 2: expected fields whose"),
          new MalformedTable("no number", "x,c,y\n1,a,2\none,a,2\n", "line 3, column 'x'"),
          new MalformedTable("NaN", "x,c,y\nNaN,a,2\n", "a missing one, 'NaN'"),
          new MalformedTable("missing mark", "x,c,y\n\" ? \",a,2\n", "a missing one, ' ? '"),
          new MalformedTable("percent", "x,c,y\n5%,a,2\n", "found '5%'"),
          new MalformedTable("Infinity", "x,c,y\n-Infinity,a,2\n", "found '-Infinity'"),
          new MalformedTable("huge exponent", "x,c,y\n1e999999999,a,2\n", "found '1e999999999'"),
          new MalformedTable("decimal comma", "x,c,y\n\"1,5\",a,2\n", "found '1,5'"),
          new MalformedTable("hexadecimal", "x,c,y\n0x1p3,a,2\n", "found '0x1p3'"),
          new MalformedTable("too large to square", "x,c,y\n1e300,a,2\n-1e300,a,2\n", "column 'x'"),
          new MalformedTable(
              "missing number", "x,c,y\nNA,a,2\n", "line 2, column 'x': expected a value"),
          new MalformedTable(
              "missing category", "x,c,y\n1,,2\n", "line 2, column 'c': expected a value"),
          new MalformedTable(
              "missing target", "x,c,y\n1,a,\n", "line 2, column 'y': expected a value"),
          new MalformedTable("NUL", "x,c,y\n1,a\0,2\n", "a NUL character in field 2"),
          new MalformedTable("NUL in the header", "x\0,c,y\n1,a,2\n", "line 1"),
          new MalformedTable(
              "many lines in one", "x,c,y\n1,\"a\n\n\n\",2\nz,a,2", "line 6, column 'x'"));

  @Override
  public String toString() {
    return name;
  }
}
