package dev.lanewise.listeners;

/**
 * TensorBoard's messages. The numbers of the fields are those of {@code event.proto}, {@code
 * summary.proto} and {@code histogram.proto} of TensorBoard.
 */
final class Events {
  private static final String VERSION = "brain.Event:2";

  private static final class Event {
    static final int WALL_TIME = 1;
    static final int STEP = 2;
    static final int FILE_VERSION = 3;
    static final int SUMMARY = 5;

    private Event() {}
  }

  private static final class Summary {
    static final int VALUE = 1;

    private Summary() {}
  }

  private static final class Value {
    static final int TAG = 1;
    static final int SIMPLE_VALUE = 2;
    static final int HISTO = 5;

    private Value() {}
  }

  private static final class Histo {
    static final int MIN = 1;
    static final int MAX = 2;
    static final int NUM = 3;
    static final int SUM = 4;
    static final int SUM_SQUARES = 5;
    static final int BUCKET_LIMIT = 6;
    static final int BUCKET = 7;

    private Histo() {}
  }

  private Events() {}

  /** What a file starts with. */
  static byte[] version(double wallTime) {
    return new ProtobufMessage()
        .number(Event.WALL_TIME, wallTime)
        .text(Event.FILE_VERSION, VERSION)
        .toBytes();
  }

  /** A number; TensorBoard keeps a float. */
  static byte[] scalar(double wallTime, long step, String tag, double value) {
    return event(
        wallTime,
        step,
        new ProtobufMessage().text(Value.TAG, tag).number(Value.SIMPLE_VALUE, (float) value));
  }

  static byte[] histogram(double wallTime, long step, String tag, Histogram histogram) {
    ProtobufMessage message =
        new ProtobufMessage()
            .number(Histo.MIN, histogram.min())
            .number(Histo.MAX, histogram.max())
            .number(Histo.NUM, (double) histogram.count())
            .number(Histo.SUM, histogram.sum())
            .number(Histo.SUM_SQUARES, histogram.sumOfSquares())
            .numbers(Histo.BUCKET_LIMIT, histogram.limits())
            .numbers(Histo.BUCKET, histogram.counts());
    return event(
        wallTime, step, new ProtobufMessage().text(Value.TAG, tag).message(Value.HISTO, message));
  }

  private static byte[] event(double wallTime, long step, ProtobufMessage value) {
    return new ProtobufMessage()
        .number(Event.WALL_TIME, wallTime)
        .integer(Event.STEP, step)
        .message(Event.SUMMARY, new ProtobufMessage().message(Summary.VALUE, value))
        .toBytes();
  }
}
