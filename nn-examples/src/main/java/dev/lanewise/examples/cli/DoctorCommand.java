package dev.lanewise.examples.cli;

import dev.lanewise.kernels.Backend;
import dev.lanewise.kernels.Backends;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what matters for speed on this machine. */
@Command(
    name = "doctor",
    description = "Shows the JDK, the processor and which backends can run, and why not.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  nn doctor",
      "  nn doctor && nn train     train only if that will be fast",
      "",
      "Exit status: 0 if the simd backend can run, 1 if only a slower one can,",
      "2 wrong options."
    })
public final class DoctorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Lanewise    " + Version.text());
    Machine.describe().forEach((name, value) -> out.printf("%-10s  %s%n", name, value));
    boolean simd = false;
    for (Backends.Candidate candidate : Backends.candidates()) {
      out.printf("%-10s  %s%n", "backend", line(candidate));
      simd |= candidate.name().equals("simd") && candidate.obstacle().isEmpty();
    }
    Backends.Selection selection = Backends.select();
    out.printf("%-10s  %s: %s%n", "chosen", selection.backend().name(), selection.reason());
    JdkAdvice.of(Runtime.version()).ifPresent(advice -> out.println("warning     " + advice));
    if (!simd) {
      out.println("warning     the simd backend cannot run; training will be slow");
    }
    return simd ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static String line(Backends.Candidate candidate) {
    return candidate.name()
        + candidate
            .obstacle()
            .map(obstacle -> " cannot run: " + obstacle)
            .orElseGet(
                () -> " can run: " + candidate.backend().map(Backend::description).orElseThrow());
  }
}
