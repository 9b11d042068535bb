package dev.lanewise.bench.gate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Runs a fork of the benchmarks in a jar: starts JMH on the Java virtual machine that runs the
 * gate, and JMH starts a fresh one for each benchmark with each of its parameters, so that none
 * finds code compiled for another.
 *
 * @param versions the benchmarks of each version
 * @param arguments for JMH: which benchmarks, and options
 * @param directory for results and output
 * @param forks of both versions together, to tell progress
 * @param progress where to tell it
 */
record JarRunner(
    Map<Version, Benchmarks> versions,
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
    Benchmarks benchmarks = benchmarks(version);
    run(
        benchmarks,
        directory.resolve(name + ".txt"),
        List.of("-f", "1", "-wf", "0", "-foe", "true", "-rf", "json", "-rff", results.toString()));
    return JmhResults.read(results);
  }

  /** How many comparisons the base's benchmarks will be, as JMH lists them; nothing is measured. */
  int comparisons() throws UnusableInput, InterruptedException {
    Path output = directory.resolve("list.txt");
    run(benchmarks(Version.BASE), output, List.of("-lp"));
    try {
      return JmhListing.comparisons(Files.readAllLines(output), arguments);
    } catch (IOException e) {
      throw new UnusableInput("cannot read " + output + ": " + e.getMessage(), e);
    }
  }

  private void run(Benchmarks benchmarks, Path output, List<String> more)
      throws UnusableInput, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command(benchmarks, more))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      int status = await(process);
      if (status != 0) {
        throw new UnusableInput(
            "JMH in "
                + benchmarks.jar()
                + " failed: "
                + ErrorLine.of(Files.readAllLines(output))
                + " (all of it: "
                + output
                + ")");
      }
    } catch (IOException e) {
      throw new UnusableInput("cannot run " + benchmarks.jar() + ": " + e.getMessage(), e);
    }
  }

  private Benchmarks benchmarks(Version version) {
    return Objects.requireNonNull(versions.get(version), version::name);
  }

  private List<String> command(Benchmarks benchmarks, List<String> more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    command.add("--add-modules=jdk.incubator.vector");
    command.addAll(benchmarks.javaOptions());
    command.addAll(List.of("-jar", benchmarks.jar().toString()));
    command.addAll(arguments);
    command.addAll(more);
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
}
