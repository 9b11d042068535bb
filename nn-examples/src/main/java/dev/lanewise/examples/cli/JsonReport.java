package dev.lanewise.examples.cli;

import dev.lanewise.nn.Model;
import dev.lanewise.train.EpochResult;
import dev.lanewise.train.Evaluation;
import java.io.PrintWriter;
import java.util.StringJoiner;

/** Prints one JSON object a line for each epoch. */
final class JsonReport implements Report {
  private final Quality quality;
  private final PrintWriter out;

  JsonReport(Quality quality, PrintWriter out) {
    this.quality = quality;
    this.out = out;
  }

  @Override
  public void epochEnded(EpochResult result, Model model) {
    Evaluation test = result.validation().orElseThrow();
    StringJoiner members =
        new StringJoiner(",", "{", "}")
            .add("\"epoch\":" + result.epoch())
            .add(number("loss", quality.loss(result.training().loss())))
            .add(number("accuracy", result.training().accuracy().orElse(Double.NaN)))
            .add(number("testLoss", quality.loss(test.loss())))
            .add(number("testAccuracy", test.accuracy().orElse(Double.NaN)))
            .add(number("seconds", result.seconds()))
            .add(number("samplesPerSecond", result.samplesPerSecond()));
    if (quality.isOfText()) {
      members
          .add(number("perplexity", result.training().perplexity()))
          .add(number("testPerplexity", test.perplexity()))
          .add(number("testBitsPerCharacter", quality.bitsPerCharacter(test)))
          .add(number("tokensPerSecond", quality.tokens() * result.samplesPerSecond()));
    }
    out.println(members.add("\"checksum\":\"" + Checksum.text(model) + "\""));
    out.flush();
  }

  /** An object about the model that was trained once more. */
  static String refit(Result result, Quality quality) {
    return new StringJoiner(",", "{", "}")
        .add("\"refit\":true")
        .add(number("testLoss", quality.loss(result.test().loss())))
        .add(number("testAccuracy", result.test().accuracy().orElse(Double.NaN)))
        .add("\"checksum\":\"" + Checksum.text(result.model()) + "\"")
        .toString();
  }

  /** A member; JSON has no NaN and no infinity, so that these are null. */
  static String number(String name, double value) {
    return "\"" + name + "\":" + (Double.isFinite(value) ? Double.toString(value) : "null");
  }
}
