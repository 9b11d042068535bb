package dev.lanewise.examples.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The library's errors name what programs can do, mostly in parentheses such as {@code
 * (TableRecipe.ignoring)}; on the command line options do it.
 */
final class Remedies {
  private static final String LIMIT = "aise the limit, as with NN_JAVA_OPTS=-Xmx4g";
  private static final String MEMORY = "Choose a smaller --batch or --hidden, or r" + LIMIT;

  /** Options that do what a message advises. */
  private static final Pattern ADVICE = Pattern.compile("\\((--[a-z][^()]*)\\)");

  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");
  private static final Pattern TRAINING = Pattern.compile("\\b[Tt]rain\\b");

  /** Texts of the library, and what commands say instead; of two that fit, the first one counts. */
  static final Map<String, String> OPTIONS = Collections.unmodifiableMap(options());

  private Remedies() {}

  private static Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("(CsvFormat.withSeparator)", "(--separator)");
    options.put("(CsvFormat.withDecimal)", "(--decimal)");
    options.put("(CsvFormat.withMissing)", "(--missing)");
    options.put("(CsvFormat.withCharset)", "(--encoding)");
    options.put("(CsvFormat.withoutHeader)", "(--no-header)");
    options.put("(CsvTable.read)", "(--data -)");
    options.put("(TableRecipe.ignoring)", "(--ignore)");
    options.put("a category (TableRecipe.withType)", "a category (--categories)");
    options.put("categories (TableRecipe.withType)", "categories (--categories)");
    options.put("of numbers (TableRecipe.withType)", "of numbers (--numbers)");
    options.put("(TableRecipe.withType)", "(--numbers, --dates)");
    options.put("(TableRecipe.withMissing)", "(--impute)");
    options.put("(TableRecipe.withDates)", "(--dates COLUMN=PATTERN)");
    options.put("(SeriesRecipe.ignoring)", "(--ignore)");
    options.put("(SeriesRecipe.withTime)", "(--time)");
    options.put("(SeriesRecipe.withFilledGaps)", "(--fill last)");
    options.put("(TimeColumn.of)", "(--time COLUMN=PATTERN)");
    options.put("(CategoryRule.withUnknown)", "(--unknown)");
    options.put("(CategoryRule.withLimit)", "(--most-categories)");
    options.put("a smaller learning rate", "a smaller learning rate (--lr)");
    options.put(
        "Set the optimizer as it was; the learning rate can be changed on the trainer.",
        "Set --optimizer and --lr as they were, or another --checkpoint.");
    options.put("Use a smaller batch or network, or start java with a larger -Xmx.", MEMORY + ".");
    options.put(
        "Make the image smaller, or raise the limit (ImageSettings.withMaximumPixels).",
        "Make the image smaller; a program can raise the limit (ImageSettings.withMaximumPixels).");
    options.put(
        "Use larger images or another network.", "Choose a larger --size or another --network.");
    options.put(
        "Use what ImageSettings.text has written.",
        "Name a file that nn train --model has written.");
    options.put(
        "Give Java a larger heap with -Xmx.",
        "Give Java a larger heap, as with NN_JAVA_OPTS=-Xmx4g.");
    options.put(
        "Use ModelFile.load for models and Checkpoint.load for checkpoints.",
        "Name a file that nn train --model has written; with --checkpoint, too, it goes on from there.");
    options.put(
        "Read the weights of other programs with Weights.load.",
        "Name a file that nn train --model has written; a program can read the weights of others (Weights.load).");
    options.put(", or name the files to Idx.dataset.", ".");
    options.put(
        "Use Trainer.evaluate for the accuracy.",
        "A program can tell the accuracy (Trainer.evaluate).");
    return options;
  }

  /** What to do about too little memory. */
  static String ofMemory(Set<String> known) {
    return known.contains("--batch") ? MEMORY : "R" + LIMIT;
  }

  /**
   * A message with options instead of methods.
   *
   * @param known the options of the command; those that it does not have are training's
   */
  static String withOptions(String message, Set<String> known) {
    String text = message;
    for (Map.Entry<String, String> option : OPTIONS.entrySet()) {
      text = text.replace(option.getKey(), option.getValue());
    }
    String adapted = text.replace(MEMORY, ofMemory(known));
    return ADVICE
        .matcher(adapted)
        .replaceAll(advice -> Matcher.quoteReplacement(advised(advice, adapted, known)));
  }

  private static String advised(MatchResult advice, String text, Set<String> known) {
    boolean has =
        OPTION.matcher(advice.group(1)).results().map(MatchResult::group).allMatch(known::contains);
    int sentence = Math.max(0, text.lastIndexOf(". ", advice.start()));
    boolean said = TRAINING.matcher(text.substring(sentence, advice.start())).find();
    return has || said ? advice.group() : "(train again with " + advice.group(1) + ")";
  }
}
