package dev.lanewise.examples.cli;

import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers from the command line, with ranges and errors for people. */
public final class Numbers {

  private Numbers() {}

  /** Makes options of numeric types use the errors of this class. */
  public static void register(CommandLine commandLine) {
    commandLine.registerConverter(long.class, Numbers::wholeNumber);
  }

  /** A whole number from 1. */
  static final class Positive implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      long value = wholeNumber(text);
      require(value >= 1, "must be at least 1", text);
      require(value <= Integer.MAX_VALUE, "must be at most " + Integer.MAX_VALUE, text);
      return (int) value;
    }
  }

  /** A number of threads. */
  static final class Threads implements ITypeConverter<Integer> {
    private static final int MOST = 1024;

    @Override
    public Integer convert(String text) {
      int value = new Positive().convert(text);
      require(value <= MOST, "must be at most " + MOST, text);
      return value;
    }
  }

  /** A step size: positive and finite. */
  static final class Rate implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double value = decimal(text);
      require(value >= Double.MIN_NORMAL && value < 1e9, "must be positive and below 1e9", text);
      return value;
    }
  }

  /** The strength of a penalty: finite and not negative. */
  static final class Strength implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double value = decimal(text);
      require(value >= 0 && value < 1e9, "must be at least 0 and below 1e9", text);
      return value;
    }
  }

  /** A share of at least 0 and below 1. */
  static final class Share implements ITypeConverter<Float> {
    @Override
    public Float convert(String text) {
      float value = (float) decimal(text);
      require(value >= 0 && value < 1, "must be at least 0 and below 1", text);
      return value;
    }
  }

  static long wholeNumber(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("must be a whole number; found '" + text + "'");
    }
  }

  private static double decimal(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("must be a number; found '" + text + "'");
    }
  }

  private static void require(boolean fulfilled, String expected, String found) {
    if (!fulfilled) {
      throw new TypeConversionException(expected + "; found " + found);
    }
  }
}
