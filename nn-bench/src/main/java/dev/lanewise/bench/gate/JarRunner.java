package dev.lanewise.bench.gate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs a fork of the benchmarks in a jar: starts JMH on the Java virtual machine that runs the
 * gate, and JMH starts one of its own for each benchmark.
 *
 * @param jars the benchmarks of each version
 * @param arguments for JMH: which benchmarks, and options
 * @param directory for results and output
 * @param forks of both versions together, to tell progress
 * @param progress where to tell it
 */
record JarRunner(
    Map<Version, Path> jars,
    List<String> arguments,
    Path directory,
    int forks,
    PrintWriter progress)
    implements Interleaving.Runner {

  @Override
  public Map<BenchmarkKey, ForkScores> run(Version version, int number)
      throws UnusableInput, InterruptedException {
    String name = number + "-" + version.name().toLowerCase(Locale.ROOT);
    progress.println("fork " + name + " of " + forks);
    Path results = directory.resolve(name + ".json");
    Path output = directory.resolve(name + ".txt");
    try {
      Process process =
          new ProcessBuilder(command(version, results))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      int status = await(process);
      if (status != 0) {
        throw new UnusableInput(
            "JMH in "
                + jars.get(version)
                + " failed: "
                + last(output)
                + " (all of it: "
                + output
                + ")");
      }
    } catch (IOException e) {
      throw new UnusableInput("cannot run " + jars.get(version) + ": " + e.getMessage(), e);
    }
    return JmhResults.read(results);
  }

  private List<String> command(Version version, Path results) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    command.add("--add-modules=jdk.incubator.vector");
    command.addAll(List.of("-jar", String.valueOf(jars.get(version))));
    command.addAll(arguments);
    command.addAll(List.of("-f", "1", "-wf", "0", "-foe", "true"));
    command.addAll(List.of("-rf", "json", "-rff", results.toString()));
    return command;
  }

  /** Waits; an interrupted gate leaves no benchmark behind. */
  private static int await(Process process) throws InterruptedException {
    Thread end = new Thread(() -> end(process));
    Runtime.getRuntime().addShutdownHook(end);
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      end(process);
      throw e;
    } finally {
      unhook(end);
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  private static void unhook(Thread end) {
    try {
      Runtime.getRuntime().removeShutdownHook(end);
    } catch (IllegalStateException e) {
      // The virtual machine is shutting down, and the hook runs.
    }
  }

  private static String last(Path output) throws IOException {
    return Files.readAllLines(output).stream()
        .filter(line -> !line.isBlank())
        .reduce((first, second) -> second)
        .orElse("no output");
  }
}
