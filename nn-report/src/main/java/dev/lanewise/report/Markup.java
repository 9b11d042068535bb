package dev.lanewise.report;

import java.util.Locale;

/** Text of SVG and HTML, put together piece by piece. */
final class Markup {
  private final StringBuilder text = new StringBuilder();

  /** Opens an element; attributes are names and values in turn. */
  Markup open(String element, Object... attributes) {
    return tag(element, ">", attributes);
  }

  /** An element without content. */
  Markup empty(String element, Object... attributes) {
    return tag(element, "/>", attributes);
  }

  private Markup tag(String element, String end, Object... attributes) {
    text.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      text.append(' ').append(attributes[i]).append("=\"");
      append(attributes[i + 1]);
      text.append('"');
    }
    text.append(end);
    return this;
  }

  Markup close(String element) {
    text.append("</").append(element).append('>');
    return this;
  }

  /** Ends a line. */
  Markup line() {
    text.append('\n');
    return this;
  }

  /** An element that holds text only. */
  Markup leaf(String element, Object content, Object... attributes) {
    return open(element, attributes).add(content).close(element);
  }

  /** Text or a number, with what means something to a browser escaped. */
  Markup add(Object content) {
    append(content);
    return this;
  }

  /** What is markup already. */
  Markup raw(String markup) {
    text.append(markup);
    return this;
  }

  private void append(Object value) {
    switch (value) {
      case Double number -> text.append(coordinate(number));
      case Float number -> text.append(coordinate(number));
      default -> escape(value.toString());
    }
  }

  private void escape(String plain) {
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      switch (c) {
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '&' -> text.append("&amp;");
        case '"' -> text.append("&quot;");
        default -> text.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
      }
    }
  }

  /** A place in a drawing, to a hundredth. */
  static String coordinate(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value + 0.0);
    while (text.endsWith("0")) {
      text = text.substring(0, text.length() - 1);
    }
    text = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    return text.equals("-0") ? "0" : text;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
