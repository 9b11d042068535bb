package dev.lanewise.examples.cli;

/** The backends that can be asked for. */
enum BackendChoice {
  REFERENCE,
  SIMD;

  @Override
  public String toString() {
    return Choice.name(this);
  }

  static final class Converter extends Choice<BackendChoice> {
    Converter() {
      super(BackendChoice.class);
    }
  }
}
