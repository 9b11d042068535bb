package dev.lanewise.bench.gate;

/** There is nothing to decide on; the message says in one line why, and what to do. */
final class UnusableInput extends Exception {

  UnusableInput(String message) {
    super(message);
  }

  UnusableInput(String message, Throwable cause) {
    super(message, cause);
  }
}
