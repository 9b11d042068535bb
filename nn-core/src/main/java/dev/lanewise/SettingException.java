package dev.lanewise;

/** A setting such as a learning rate, a batch size or a layer's size is out of its range. */
public final class SettingException extends LanewiseException {

  /**
   * Creates the error with a message that names what was expected, what was found and the remedy.
   */
  public SettingException(String message) {
    super(message);
  }
}
