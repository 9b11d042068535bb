package dev.lanewise.examples.cli;

import java.math.BigInteger;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers from the command line, with ranges and errors for people. */
public final class Numbers {

  private Numbers() {}

  /** Makes options of numeric types use the errors of this class. */
  public static void register(CommandLine commandLine) {
    commandLine.registerConverter(
        long.class, text -> wholeNumber(text, Long.MIN_VALUE, Long.MAX_VALUE));
  }

  /** A whole number from 1. */
  static final class Positive implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return (int) wholeNumber(text, 1, Integer.MAX_VALUE);
    }
  }

  /** A whole number from 0. */
  static final class Count implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return (int) wholeNumber(text, 0, Integer.MAX_VALUE);
    }
  }

  /** Layers or blocks of a network; more would take minutes to describe. */
  static final class Depth implements ITypeConverter<Integer> {
    private static final int MOST = 1000;

    @Override
    public Integer convert(String text) {
      return (int) wholeNumber(text, 1, MOST);
    }
  }

  /** A number of threads. */
  static final class Threads implements ITypeConverter<Integer> {
    private static final int MOST = 1024;

    @Override
    public Integer convert(String text) {
      return (int) wholeNumber(text, 1, MOST);
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

  /** What logits are divided by: finite and not negative. */
  static final class Temperature implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double value = decimal(text);
      require(value >= 0 && Double.isFinite(value), "must be finite and at least 0", text);
      return value;
    }
  }

  /** A share above 0, or all. */
  static final class Part implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double value = decimal(text);
      require(value > 0 && value <= 1, "must be above 0 and at most 1", text);
      return value;
    }
  }

  /** A whole number of a range, however large the one is that was written. */
  private static long wholeNumber(String text, long least, long most) {
    BigInteger value;
    try {
      value = new BigInteger(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("must be a whole number; found '" + text + "'");
    }
    require(value.compareTo(BigInteger.valueOf(least)) >= 0, "must be at least " + least, text);
    require(value.compareTo(BigInteger.valueOf(most)) <= 0, "must be at most " + most, text);
    return value.longValueExact();
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
