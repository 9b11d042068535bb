package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever a message advises works: each case is a command that is refused, what its message must
 * name, and what to do then. That is a command, options to add or to change, or a table
 * ({@code @...}) that was corrected, in place of the one before.
 */
class RemediesTest {
  @TempDir static Path directory;

  @BeforeAll
  static void writeFiles() throws IOException {
    RemedyFiles.write(directory);
    String[] commands = {
      "train --data @good.csv --target kind --model @kind.model",
      "train --data @good.csv --target kind --test @good.csv --model @tested.model",
      "train --data @price.csv --target price --model @price.model",
      "train --data @soil.csv --target kind --model @soil.model",
      "train --data @few.csv --target kind --model @few.model",
      "train --data @days.csv --target kind --dates day=dd.MM.yyyy --model @days.model",
      "train --data @images --model @images.model",
      "train --data @good.csv --target kind --checkpoint @run",
    };
    for (String command : commands) {
      assertSucceeds(command);
    }
    standardInput("good.csv");
    assertSucceeds("train --data - --target kind --model @stdin.model");
  }

  private static void standardInput(String name) throws IOException {
    System.setIn(Files.newInputStream(directory.resolve(name)));
  }

  private static Outcome run(String command) {
    boolean training = command.startsWith("train ");
    String quick = training && !command.contains("--epochs") ? " --epochs 1" : "";
    String small = training && !command.contains("--hidden") ? " --hidden 4" : "";
    return Outcome.of(
        Arrays.stream((command + quick + small).split(" +"))
            .map(word -> word.replace("@", directory + "/"))
            .toArray(String[]::new));
  }

  private static void assertSucceeds(String command) {
    Outcome outcome = run(command);
    assertEquals("", outcome.err(), command);
    assertEquals(0, outcome.status(), command);
  }

  /** Fails unless a command is refused in one line that names some words, and no method. */
  private static void assertRefused(String command, String... words) {
    Outcome outcome = run(command);
    assertTrue(outcome.status() > 0, command + ": " + outcome.out());
    assertEquals(1, outcome.err().lines().count(), outcome.err());
    for (String word : words) {
      assertTrue(outcome.err().contains(word), "no '" + word + "' in: " + outcome.err());
    }
    String commands = outcome.err().replaceAll("[Aa] program can [^;.(]*\\(\\w+\\.\\w+\\)", "");
    assertFalse(commands.matches("(?s).*\\b[A-Z]+[a-z]\\w*\\.[a-z]\\w+\\b.*"), outcome.err());
  }

  private static String followed(String command, String remedy) {
    if (remedy.startsWith("train ") || remedy.startsWith("evaluate ")) {
      return remedy;
    }
    if (remedy.startsWith("@")) {
      return command.replaceFirst("--data \\S+", "--data " + remedy);
    }
    String kept = command;
    for (String option : remedy.split(" (?=--)", -1)) {
      kept = kept.replaceAll(" " + option.split(" ", -1)[0] + " \\S+", "");
    }
    return kept + " " + remedy;
  }

  private static void assertHelps(String command, String words, String remedy) {
    assertRefused(command, words.split(", "));
    assertSucceeds(followed(command, remedy));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          train --data @codes.csv --target kind | line 2, 'A', --categories      | --categories x
          train --data @marked.csv --target kind | '-', --missing, --impute      | --missing - --impute mean
          train --data @marked.csv --target kind | leave it empty, --impute      | train --data @missing.csv --target kind --impute mean
          train --data @marked.csv --target kind --numbers x | --missing, --impute | --missing - --impute median
          train --data @units.csv --target kind  | kg', like -1.5              | @good.csv
          train --data @commas.csv --target kind | --decimal                     | --decimal ,
          train --data @good.csv --target kind --decimal , | like -1,5, --decimal | --decimal .
          train --data @decimals.csv --target kind --separator ; | --decimal     | --decimal ,
          train --data @missing.csv --target kind | line, 'x', --impute          | --impute mean
          train --data @missing.csv --target kind | --impute                     | --impute median
          train --data @missing.csv --target kind | --impute                     | --impute frequent
          train --data @missing.csv --target kind | remove the row               | @good.csv
          train --data @soil-missing.csv --target kind | 'soil', --impute        | --impute mean
          train --data @soil-missing.csv --target kind | --impute                | --impute frequent
          train --data @wide.csv --target kind --impute median | means, --impute | --impute mean
          train --data @empty.csv --target kind --impute mean | 'x', --ignore    | --ignore x
          train --data @huge.csv --target kind   | 'x', Correct the values       | @good.csv
          train --data @huge.csv --target kind   | --ignore                      | --ignore x
          train --data @good.csv --target kind --ignore x,y | found 0, --ignore  | --ignore x
          train --data @soil-rare.csv --target kind | 'soil', --ignore           | --ignore soil
          train --data @soil-rare.csv --target kind | --unknown                  | --unknown own
          train --data @soil-rare.csv --target kind | --unknown                  | --unknown frequent
          train --data @soil.csv --test @soil-other.csv --target kind | 'loam', --unknown | --unknown own
          train --data @soil.csv --test @soil-other.csv --target kind | rows that have it | train --data @soil-other.csv --test @soil-other.csv --target kind
          train --data @plots.csv --target kind --most-categories 5 | --most-categories | --most-categories 7
          train --data @plots.csv --target kind --most-categories 5 | 'plot', --ignore | --ignore plot
          train --data @few.csv --target kind --categories x --most-categories 5 | --numbers | train --data @few.csv --target kind --numbers x --most-categories 5
          train --data @days-few.csv --target kind --most-categories 5 | --dates      | --dates day=dd.MM.yyyy
          train --data @days.csv --target kind --dates day | line 2, 'day', --dates COLUMN=PATTERN | --dates day=dd.MM.yyyy
          train --data @days.csv --target kind --dates day=d/M/yyyy | d/M/yyyy, --dates COLUMN=PATTERN | --dates day=dd.MM.yyyy
          train --data @days.csv --target kind --dates day=hello | like dd.MM.yyyy  | train --data @days.csv --target kind --dates day=dd.MM.yyyy
          train --data @days.csv --target kind | 'day', --ignore                    | --ignore day
          train --data @days.csv --target kind | 'day', --dates COLUMN=PATTERN      | --dates day=dd.MM.yyyy
          train --data @codes.csv --target kind --ignore x --categories x | 'x', --ignore, --categories, Keep one | train --data @codes.csv --target kind --ignore x
          train --data @good.csv --target kind --id x --numbers x | 'x', --id, --numbers, Keep one | train --data @good.csv --target kind --id x
          train --data @days.csv --target kind --ignore day --dates day=dd.MM.yyyy | 'day', --dates, Keep one | train --data @days.csv --target kind --dates day=dd.MM.yyyy
          train --data @codes.csv --target kind --categories x --numbers x | 'x', --categories, --numbers, Keep one | train --data @codes.csv --target kind --categories x
          train --data @days.csv --target kind --categories day --dates day=dd.MM.yyyy | --dates, Keep one | train --data @days.csv --target kind --dates day=dd.MM.yyyy
          """)
  void columns(String command, String words, String remedy) {
    assertHelps(command, words, remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          train --data @bare.csv --target kind   | --no-header, column1            | train --data @bare.csv --target column3 --no-header
          train --data @bare.csv --target kind --no-header | 'column3'             | train --data @bare.csv --target column3 --no-header
          train --data @bare-doubles.csv --target column3 | --no-header            | --no-header
          train --data @doubles.csv --target kind | line 1, 'x', Name the columns  | @good.csv
          train --data @semicolons.csv --target kind | 'x;y;kind', --separator     | --separator ;
          train --data @bare-semicolons.csv --target column2 --no-header | --separator | --separator ;
          train --data @latin.csv --target kind  | UTF-8, --encoding               | --encoding windows-1252
          train --data @utf16.csv --target kind  | UTF-16, --encoding              | --encoding UTF-16
          train --data @utf16.csv --target kind  | Save it as UTF-8                | @good.csv
          train --data @utf16-bare.csv --target kind | NUL, --encoding             | --encoding UTF-16LE
          train --data @good.csv --target kind --encoding utf-9 | --encoding, UTF-8 | --encoding UTF-8
          train --data @quotes.csv --target kind | line 2, Close the quotes        | @good.csv
          train --data @quotes-within.csv --target kind | line 2, double those     | @good.csv
          train --data @header.csv --target kind | header only                     | @good.csv
          train --data @absent.csv --target kind | nothing of that name, Check the path | @good.csv
          train --data @good.csv                 | --target                        | --target kind
          train --data @good.csv --target color  | 'kind', Check the names         | --target kind
          train --data @images --target kind     | --target, --data                | train --data @images
          train --data @images --target kind     | --target, --data                | train --data @good.csv --target kind
          train --data @kind-missing.csv --target kind | line 6, remove the row     | @good.csv
          train --data @price-marked.csv --target price | '-', --categories        | --categories price
          train --data @price-marked.csv --target price | '-', remove the row      | @price.csv
          train --data @price-marked.csv --target price --numbers price | '-', remove the row | @price.csv
          train --data @price-marked.csv --target price | like -1.5                 | @price.csv
          train --data @day.csv --target day     | 'day', --categories             | --categories day
          train --data @day.csv --target day --dates day | 'day', --categories     | train --data @day.csv --target day --categories day
          train --data @day.csv --target day     | --categories                    | --task classes
          train --data @good.csv --target kind --most-categories 2 | --most-categories | --most-categories 3
          train --data @few.csv --target x --task classes --most-categories 5 | --numbers | train --data @few.csv --target x --numbers x --most-categories 5
          train --data @good.csv --target kind --ignore kind | 'kind', Ignore other | train --data @good.csv --target kind --ignore x
          train --data @size.csv --target size --task regression --class-weight balanced | --task classes | train --data @size.csv --target size --task classes --class-weight balanced
          train --data @size.csv --target size --task regression --class-weight balanced | Leave it out   | train --data @size.csv --target size --task regression
          train --data @size.csv --target size --task regression --categories size | --task, Keep one     | train --data @size.csv --target size --task regression
          train --data @kind-one.csv --target kind | 'red' only, --target          | --target x
          train --data @kind-one.csv --target kind | Add rows                      | @good.csv
          """)
  void tablesAndTargets(String command, String words, String remedy) {
    assertHelps(command, words, remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          train --data @two.csv --target price   | --test-share                    | --test-share 0.5
          train --data @kind-singles.csv --target kind | Add rows, at least two of a class | @good.csv
          train --data @good.csv --target kind --test-share 0 | --test-share, above 0 | --test-share 0.3
          train --data @good.csv --target kind --test @good.csv --test-share 0.3 | --test, --test-share | train --data @good.csv --target kind --test @good.csv
          train --data @good.csv --target kind --test @good.csv --folds 2 | --test, --folds    | train --data @good.csv --target kind --folds 2
          train --data @good.csv --target kind --test @price.csv | 'kind', price.csv  | train --data @good.csv --target kind --test @good.csv
          train --data @good.csv --target kind --test @kind-other.csv | 'purple', rows of its class | train --data @kind-other.csv --target kind --test @kind-other.csv
          train --data @good.csv --target kind --folds 1 | --folds, at least 2        | --folds 2
          train --data @good.csv --target kind --folds 61 | 61, another number        | --folds 3
          train --data @good.csv --target kind --folds 2 --test-share 0.3 | --test-share | train --data @good.csv --target kind --folds 2
          train --data @good.csv --target kind --folds 2 --model @folds.model | --model  | train --data @good.csv --target kind --folds 2
          train --data @good.csv --target kind --folds 2 --checkpoint @other | --checkpoint | train --data @good.csv --target kind --folds 2
          train --data @images --folds 2         | --folds                         | train --data @images
          train --data @images --impute mean     | --impute                        | train --data @images
          train --data @images --encoding UTF-8  | --encoding, Leave               | train --data @images
          train --data @good.csv --target kind --early-stopping 2 --checkpoint @other | --early-stopping, --checkpoint | train --data @good.csv --target kind --early-stopping 2
          train --data @good.csv --target kind --early-stopping 2 --checkpoint @other | --early-stopping, --checkpoint | train --data @good.csv --target kind --checkpoint @other
          train --data @good.csv --target kind --validation-share 0.2 | --early-stopping | --early-stopping 2
          train --data @good.csv --target kind --validation-share 0 --early-stopping 2 | Raise it | --validation-share 0.2
          train --data @price.csv --target price --epochs 9 --optimizer sgd --lr 1e8 | --lr | --lr 0.01
          train --data @good.csv --target kind --batch 2000000000 | --batch, --hidden, NN_JAVA_OPTS=-Xmx | --batch 16
          train --data @good.csv --target kind --checkpoint @run --seed 2 | --seed 1, --seed 2 | train --data @good.csv --target kind --checkpoint @run
          train --data @good.csv --target kind --checkpoint @run --seed 2 | --checkpoint   | --checkpoint @seed
          train --data @soil.csv --target kind --checkpoint @run | --data, --checkpoint    | @good.csv
          train --data @good.csv --target kind --checkpoint @run --test-share 0.4 | --test-share | train --data @good.csv --target kind --checkpoint @run
          train --data @good.csv --target kind --checkpoint @run --impute mean | without --impute, --data and --impute as | train --data @good.csv --target kind --checkpoint @run
          train --data @good.csv --target kind --checkpoint @run --hidden 5 | --hidden, --checkpoint | --hidden 4
          train --data @good.csv --target kind --checkpoint @run --activation tanh | --activation | --activation relu
          train --data @good.csv --target kind --checkpoint @run --optimizer sgd | --optimizer, --lr | --optimizer adam
          train --data @good.csv --target kind --checkpoint @run --lr 0.1 | --lr, --checkpoint | --lr 0.001
          train --data @good.csv --target kind --checkpoint @good.csv | Name a directory    | --checkpoint @new
          train --data @good.csv --target kind --model @run | Name a file                   | --model @new.model
          train --data @run                      | Put the file there              | train --data @images
          """)
  void training(String command, String words, String remedy) {
    assertHelps(command, words, remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          predict --model @price.model --data @price.csv --proba | --proba, Leave it out | evaluate --model @price.model --data @price.csv
          predict --model @images.model --data @good.csv | nn evaluate                   | evaluate --model @images.model --data @images
          predict --model @kind.model --data @good.csv --keep z | 'kind'                 | --keep x
          predict --model @kind.model --data @good.csv --output @absent/out | choose another --output | --output @out
          predict --model @kind.model --data @semicolons.csv | --separator               | --separator ;
          predict --model @few.model --data @marked.csv | '-', like -1.5                 | @few.csv
          predict --model @days.model --data @days-iso.csv | 'day', --dates       | @days.csv
          evaluate --model @kind.model           | --data                                | --data @good.csv
          evaluate --model @images.model --data @images --held-out | --held-out, Leave it out | evaluate --model @images.model --data @images
          evaluate --model @images.model --data @images --separator ; | --separator, Leave | evaluate --model @images.model --data @images
          evaluate --model @kind.model --data @kind-other.csv | 'purple', Correct the value | @good.csv
          evaluate --model @kind.model --data @few.csv --held-out | Leave --held-out out | evaluate --model @kind.model --data @few.csv
          evaluate --model @stdin.model --data @good.csv --held-out | Leave --held-out out, train from a file | evaluate --model @stdin.model --data @good.csv
          evaluate --model @tested.model --data @good.csv --held-out | without --held-out | evaluate --model @tested.model --data @good.csv
          """)
  void answers(String command, String words, String remedy) {
    assertHelps(command, words, remedy);
  }

  /** What only training can mend: a model is trained anew as the message says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          @soil.csv | @soil-other.csv   | --unknown | --unknown own
          @soil.csv | @soil-other.csv   | --unknown | --unknown frequent
          @soil.csv | @soil-other.csv   | --ignore  | --ignore soil
          @soil.csv | @soil-missing.csv | --impute  | --impute mean
          @soil.csv | @soil-missing.csv | --impute  | --impute frequent
          @good.csv | @missing.csv      | --impute  | --impute mean
          @good.csv | @marked.csv       | --impute  | --missing - --impute mean
          """)
  void questionsThatTheModelDoesNotKnow(
      String table, String questions, String word, String remedy) {
    String train = "train --target kind --model @anew.model --data " + table;
    assertSucceeds(train);
    for (String command : List.of("predict", "evaluate")) {
      assertRefused(command + " --model @anew.model --data " + questions, "train", word);
    }
    assertSucceeds(train + " " + remedy);
    for (String command : List.of("predict", "evaluate")) {
      assertSucceeds(command + " --model @anew.model --data " + questions);
    }
  }

  /** A command writes no file that it reads, whatever its name is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          predict --model @kind.model --data @good.csv --output @good.csv        | --output, --data
          predict --model @kind.model --data @good.csv --output @images/../good.csv | --output, --data
          predict --model @kind.model --data @good.csv --output @kind.model      | --output, --model
          train --data @good.csv --target kind --model @good.csv                 | --model, --data
          train --data @good.csv --target kind --test @few.csv --model @few.csv  | --model, --test
          """)
  void whatIsReadIsNotReplaced(String command, String words) throws IOException {
    String[] names = {"good.csv", "few.csv", "kind.model"};
    List<byte[]> before = new ArrayList<>();
    for (String name : names) {
      before.add(Files.readAllBytes(directory.resolve(name)));
    }
    assertRefused(command, words.split(", "));
    for (int i = 0; i < names.length; i++) {
      assertArrayEquals(before.get(i), Files.readAllBytes(directory.resolve(names[i])), names[i]);
    }
    String option = words.split(", ", -1)[0];
    assertSucceeds(
        command
            .replaceFirst(option + " \\S+$", option + " @another")
            .replace("--test @few.csv", "--test @good.csv"));
  }

  @Test
  void aCheckpointIsNoModelButBecomesOne() throws IOException {
    assertSucceeds("train --data @good.csv --target kind --checkpoint @kept");
    String state;
    try (Stream<Path> files = Files.list(directory.resolve("kept"))) {
      state =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.startsWith("last-"))
              .findFirst()
              .orElseThrow();
    }
    assertRefused("predict --data @good.csv --model @kept/" + state, "--model", "--checkpoint");
    assertSucceeds("train --data @good.csv --target kind --checkpoint @kept --model @kept.model");
    assertSucceeds("predict --data @good.csv --model @kept.model");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void devicesAreReadAsStandardInput() throws IOException {
    InputStream before = System.in;
    String[] commands = {
      "train --target kind", "predict --model @kind.model", "evaluate --model @kind.model",
    };
    try {
      for (String command : commands) {
        assertRefused(command + " --data /dev/null", "pipe or device", "--data -");
        standardInput("good.csv");
        assertSucceeds(command + " --data -");
      }
    } finally {
      System.setIn(before);
    }
  }
}
