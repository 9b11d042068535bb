package dev.lanewise.examples;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a run of the program printed, and its exit status. */
record Outcome(int status, String out, String err) {

  static Outcome of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Nn.commandLine(new PrintWriter(out), new PrintWriter(err)).execute(args);
    return new Outcome(status, out.toString(), err.toString());
  }
}
