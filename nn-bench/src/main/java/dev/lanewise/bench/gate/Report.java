package dev.lanewise.bench.gate;

import dev.lanewise.bench.Table;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/**
 * Prints verdicts as a table and says how they came about.
 *
 * @param rule that led to them
 * @param out where to print
 */
record Report(Rule rule, PrintWriter out) {

  /** Prints all. */
  void print(List<Comparison> comparisons) {
    out.println(table(comparisons).text());
    out.println(
        "change    of the time of an operation, + is slower (Hodges-Lehmann estimate over forks)");
    out.println("control   the base against itself: half of its forks against the other half");
    out.println("intervals are at 95 % confidence, for one benchmark at a time");
    comparisons.forEach(this::warn);
    long slower = comparisons.stream().filter(Comparison::isSlower).count();
    long larger = comparisons.stream().filter(Comparison::allocatesMore).count();
    out.printf(
        Locale.ROOT,
        "%nOf %d benchmarks, %d slower (by %s %% or more), %d allocate more (by 1 %% and 1 byte or"
            + " more, beside JMH's own); p <= %s after Holm's correction over both.%n",
        comparisons.size(),
        slower,
        plain(100 * rule.minimumEffect()),
        larger,
        plain(rule.level()));
    long unclear = comparisons.stream().filter(Comparison::isUnclear).count();
    if (unclear > 0) {
      out.printf(
          Locale.ROOT,
          "%d unclear: worse, but perhaps by chance; repeat with more forks.%n",
          unclear);
    }
  }

  private static Table table(List<Comparison> comparisons) {
    Table table =
        new Table("benchmark", "base", "new", "unit", "change", "interval", "control", "verdict");
    for (Comparison comparison : comparisons) {
      time(comparison, table);
      comparison.allocation().ifPresent(verdict -> allocation(comparison.pair(), verdict, table));
    }
    return table;
  }

  private static void time(Comparison comparison, Table table) {
    Pair pair = comparison.pair();
    table.add(
        pair.key().toString(),
        plain(pair.base().typical()),
        plain(pair.fresh().typical()),
        pair.base().unit(),
        percent(comparison.slowdown().estimate()),
        interval(comparison.slowdown()),
        interval(comparison.control()),
        comparison.time().toString());
  }

  private static void allocation(Pair pair, Verdict verdict, Table table) {
    double base = AllocationRule.bytes(pair.base());
    double fresh = AllocationRule.bytes(pair.fresh());
    table.add(
        "- allocated",
        plain(base),
        plain(fresh),
        "B/op",
        base > 0 ? percent(StrictMath.log(fresh / base)) : "",
        "",
        "",
        verdict.toString());
  }

  /** A control that fails puts every verdict of its benchmark in doubt. */
  private void warn(Comparison comparison) {
    Slowdown control = comparison.control();
    boolean differs = control.low() > 0 || control.high() < 0;
    if (differs && Math.abs(control.estimate()) >= StrictMath.log1p(rule.minimumEffect())) {
      out.printf(
          "warning: %s differs from itself by %s; repeat on a quieter machine or with more forks%n",
          comparison.pair().key(), percent(control.estimate()));
    }
  }

  private static String interval(Slowdown slowdown) {
    return Double.isInfinite(slowdown.low())
        ? "-"
        : percent(slowdown.low()) + " .. " + percent(slowdown.high());
  }

  private static String percent(double logRatio) {
    return String.format(Locale.ROOT, "%+.1f%%", 100 * Slowdown.relative(logRatio));
  }

  /** Four digits, never in scientific notation. */
  private static String plain(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(4));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
