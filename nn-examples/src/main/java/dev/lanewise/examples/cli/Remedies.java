package dev.lanewise.examples.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The library's errors name what programs can do, mostly in parentheses such as {@code
 * (TableRecipe.ignoring)}; on the command line options do it.
 */
final class Remedies {
  /** Texts of the library, and what commands say instead; of two that fit, the first one counts. */
  static final Map<String, String> OPTIONS = new LinkedHashMap<>();

  static {
    OPTIONS.put("(CsvFormat.withSeparator)", "(--separator)");
    OPTIONS.put("(CsvFormat.withDecimal)", "(--decimal)");
    OPTIONS.put("(CsvFormat.withMissing)", "(--missing)");
    OPTIONS.put("(CsvFormat.withCharset)", "(--encoding)");
    OPTIONS.put("(CsvFormat.withoutHeader)", "(--no-header)");
    OPTIONS.put("(CsvTable.read)", "(--data -)");
    OPTIONS.put("(TableRecipe.ignoring)", "(--ignore)");
    OPTIONS.put("a category (TableRecipe.withType)", "a category (--categories)");
    OPTIONS.put("categories (TableRecipe.withType)", "categories (--categories)");
    OPTIONS.put("of numbers (TableRecipe.withType)", "of numbers (--numbers)");
    OPTIONS.put("(TableRecipe.withType)", "(--numbers, --dates)");
    OPTIONS.put("(TableRecipe.withMissing)", "(--impute)");
    OPTIONS.put("(TableRecipe.withDates)", "(--dates COLUMN=PATTERN)");
    OPTIONS.put("(CategoryRule.withUnknown)", "(--unknown)");
    OPTIONS.put("(CategoryRule.withLimit)", "(--most-categories)");
    OPTIONS.put("a smaller learning rate", "a smaller learning rate (--lr)");
    OPTIONS.put(
        "Set the optimizer as it was; the learning rate can be changed on the trainer.",
        "Set --optimizer and --lr as they were, or another --checkpoint.");
    OPTIONS.put(
        "Use a smaller batch or network, or start java with a larger -Xmx.",
        "Choose a smaller --batch or --hidden, or raise the limit, as with NN_JAVA_OPTS=-Xmx4g.");
    OPTIONS.put(
        "Give Java a larger heap with -Xmx.",
        "Give Java a larger heap, as with NN_JAVA_OPTS=-Xmx4g.");
    OPTIONS.put(
        "Use ModelFile.load for models and Checkpoint.load for checkpoints.",
        "Name a file that nn train --model has written; with --checkpoint, too, it goes on from there.");
    OPTIONS.put(
        "Read the weights of other programs with Weights.load.",
        "Name a file that nn train --model has written; a program can read the weights of others (Weights.load).");
    OPTIONS.put(", or name the files to Idx.dataset.", ".");
    OPTIONS.put(
        "Use Trainer.evaluate for the accuracy.",
        "A program can tell the accuracy (Trainer.evaluate).");
  }

  private Remedies() {}

  /** A message with options instead of methods. */
  static String withOptions(String message) {
    String text = message;
    for (Map.Entry<String, String> option : OPTIONS.entrySet()) {
      text = text.replace(option.getKey(), option.getValue());
    }
    return text;
  }
}
