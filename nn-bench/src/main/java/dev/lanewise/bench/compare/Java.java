package dev.lanewise.bench.compare;

import dev.lanewise.bench.Project;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines that start Java as this process was started. */
public final class Java {

  private Java() {}

  /** The JDK's launcher. */
  public static String executable() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The options of this JVM, such as those in NN_JAVA_OPTS. */
  static List<String> flags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments();
  }

  /** A command line with the options and the class path of this JVM. */
  public static List<String> command(Class<?> main, List<String> arguments) {
    return command(flags(), classPath(), main.getName(), arguments);
  }

  /**
   * As {@link #command(Class, List)}, with the options that the project recommends for training,
   * and which its command line uses, unless NN_JAVA_OPTS has others.
   */
  public static List<String> training(Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>(command(main, arguments));
    Path options = Project.home().resolve("java.options");
    boolean others = !System.getenv().getOrDefault("NN_JAVA_OPTS", "").isEmpty();
    if (!others && Files.exists(options)) {
      command.add(1, "@" + options);
    }
    return command;
  }

  /** A command line with other options and another class path. */
  static List<String> command(
      List<String> flags, String classPath, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(executable());
    command.addAll(flags);
    command.add("-cp");
    command.add(classPath);
    command.add(main);
    command.addAll(arguments);
    return command;
  }

  /** The class path of this JVM. */
  static String classPath() {
    return System.getProperty("java.class.path");
  }
}
