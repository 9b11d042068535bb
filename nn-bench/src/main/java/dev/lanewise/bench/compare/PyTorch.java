package dev.lanewise.bench.compare;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * PyTorch's C++ library, libtorch 2.7.1, in its official build with MKL.
 *
 * <p>It is called through JavaCPP's bindings of its C++ interface, which cost less than a
 * microsecond a call: so PyTorch has no overhead here that a Python user would not have, and is
 * spared Python's. The bindings' own natives use OpenBLAS and are several times slower; they stay
 * away, and the bindings are linked with the official build instead.
 *
 * <p>PyTorch may choose what suits it: one thread or all, subnormal numbers flushed or not, Adam
 * plain (as Python's default on the CPU) or fused.
 */
final class PyTorch implements Peer {
  private static final String PROCESS = "dev.lanewise.bench.compare.TorchProcess";
  private static final String SYSTEM = "Linux amd64";

  /** Where the jars have their libraries: the glue of the bindings, and the official build. */
  private static final List<String> FOLDERS =
      List.of(
          "org/bytedeco/javacpp/linux-x86_64",
          "org/bytedeco/pytorch/linux-x86_64",
          "pytorch/cpu/linux-x86_64");

  private final String system;
  private final Optional<Path> natives;

  /**
   * A PyTorch.
   *
   * @param system name and architecture of the operating system
   * @param natives the directory of the shared libraries; empty if they were not installed
   */
  PyTorch(String system, Optional<Path> natives) {
    this.system = system;
    this.natives = natives;
  }

  /** The one that the profile {@code peers} has put beside the classes. */
  static PyTorch installed() {
    return new PyTorch(
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        Optional.ofNullable(System.getProperty("lanewise.natives"))
            .map(Path::of)
            .filter(Files::isDirectory));
  }

  @Override
  public String name() {
    return "PyTorch 2.7.1";
  }

  @Override
  public Optional<String> obstacle() {
    if (!system.equals(SYSTEM)) {
      return Optional.of("it is set up for %s only; this is %s".formatted(SYSTEM, system));
    }
    return natives.isPresent()
        ? Optional.empty()
        : Optional.of("this build is without peers (Maven profile peers)");
  }

  @Override
  public List<Setting> settings(Workload workload, int threads) {
    List<List<String>> options = new ArrayList<>();
    options.add(List.of());
    options.add(List.of("flush-denormal"));
    if (workload.optimizer().equals("adam")) {
      options.add(List.of("fused"));
      options.add(List.of("fused", "flush-denormal"));
    }
    return IntStream.of(1, threads)
        .distinct()
        .boxed()
        .flatMap(count -> options.stream().map(words -> new Setting(count, words)))
        .toList();
  }

  /** JavaCPP need not watch over memory, since the program frees its own: thence the properties. */
  @Override
  public Launch launch(Workload workload, Setting setting, int epochs, Path data) {
    String directory =
        FOLDERS.stream()
            .map(folder -> natives.orElseThrow().resolve(folder).toString())
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Java.executable());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:+UseSerialGC");
    command.add("-Xms600m");
    command.add("-Xmx600m");
    command.add("-Djava.library.path=" + directory);
    command.add("-Dorg.bytedeco.javacpp.loadLibraries=false");
    command.add("-Dorg.bytedeco.javacpp.nopointergc=true");
    command.add("-Dorg.bytedeco.javacpp.maxBytes=0");
    command.add("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
    command.add("-cp");
    command.add(Java.classPath());
    command.add(PROCESS);
    command.add(workload.network());
    command.add(Integer.toString(workload.batch()));
    command.add(workload.optimizer());
    command.add(Integer.toString(setting.threads()));
    command.add(Integer.toString(epochs));
    command.add(data.toString());
    command.addAll(setting.options());
    return new Launch(command, Map.of("LD_LIBRARY_PATH", libraryPath(directory)));
  }

  private static String libraryPath(String directory) {
    String inherited = Optional.ofNullable(System.getenv("LD_LIBRARY_PATH")).orElse("");
    return Arrays.stream(new String[] {directory, inherited})
        .filter(Predicate.not(String::isEmpty))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
