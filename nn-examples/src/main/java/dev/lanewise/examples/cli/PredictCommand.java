package dev.lanewise.examples.cli;

import dev.lanewise.Printable;
import dev.lanewise.SettingException;
import dev.lanewise.tabular.CsvFormat;
import dev.lanewise.tabular.CsvTable;
import dev.lanewise.tabular.RowEncoder;
import dev.lanewise.tabular.TableEncoder;
import dev.lanewise.tabular.Target;
import dev.lanewise.train.Predictor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers for the rows of a table. */
@Command(
    name = "predict",
    description = "Prints what a saved model predicts for each row of a CSV file.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Example:",
      "  nn predict --model iris.safetensors --data new.csv",
      "",
      "The first line is the name of the predicted column, then there is one line",
      "for each row. Numbers are in the unit of that column. Characters that would",
      "control a terminal, and line ends, are written as escapes such as \\u001b.",
      "Columns may be in any order; those that the model does not know are ignored.",
      "Exit status: 0 success, 1 failure, 2 wrong options or values."
    })
public final class PredictCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      required = true,
      description = "A file that nn train --model has written.")
  private Path model;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      required = true,
      description = "A CSV file with a header and the columns that the model was trained on.")
  private Path data;

  @Override
  public Integer call() {
    SavedModel saved = SavedModel.load(model);
    TableEncoder encoder =
        saved
            .encoder()
            .orElseThrow(() ->
                new SettingException(
                    "%s was trained on images; nn predict answers for tables. Use nn evaluate, or the library's Predictor."
                        .formatted(model)));
    CsvTable table = CsvTable.open(data, CsvFormat.standard());
    RowEncoder rows = encoder.bind(table);
    Target target = saved.target(encoder);
    Predictor predictor = Predictor.of(saved.model());
    float[] inputs = new float[encoder.width()];
    float[] outputs = new float[target.outputs()];
    PrintWriter out = spec.commandLine().getOut();
    out.println(quoted(target.column()));
    table.forEach(row -> {
      rows.encode(row, inputs, 0);
      predictor.predict(inputs, outputs);
      out.println(quoted(target.decode(outputs)));
    });
    return ExitCode.OK;
  }

  /** A field of a CSV file (RFC 4180), on one line whatever is in it. */
  private static String quoted(String text) {
    String shown = Printable.of(text);
    return shown.matches("[^,\"]*") ? shown : '"' + shown.replace("\"", "\"\"") + '"';
  }
}
