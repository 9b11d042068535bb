package dev.lanewise.bench.compare;

import java.io.File;
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
record PyTorch(Installation installation) implements Peer {
  /** Where the jars have their libraries: the glue of the bindings, and the official build. */
  private static final List<String> FOLDERS =
      List.of(
          "org/bytedeco/javacpp/linux-x86_64",
          "org/bytedeco/pytorch/linux-x86_64",
          "pytorch/cpu/linux-x86_64");

  @Override
  public String name() {
    return "PyTorch 2.7.1";
  }

  @Override
  public Optional<String> obstacle() {
    return installation.obstacle();
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
  public Launch launch(Task task) {
    Path natives = installation.natives();
    String directories =
        FOLDERS.stream()
            .map(folder -> natives.resolve(folder).toString())
            .collect(Collectors.joining(File.pathSeparator));
    List<String> flags =
        List.of(
            "-Djava.library.path=" + directories,
            "-Dorg.bytedeco.javacpp.loadLibraries=false",
            "-Dorg.bytedeco.javacpp.nopointergc=true",
            "-Dorg.bytedeco.javacpp.maxBytes=0",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
    return installation.launch(
        flags, "TorchProcess", task, Map.of("LD_LIBRARY_PATH", libraryPath(directories)));
  }

  private static String libraryPath(String directories) {
    String inherited = Optional.ofNullable(System.getenv("LD_LIBRARY_PATH")).orElse("");
    return Arrays.stream(new String[] {directories, inherited})
        .filter(Predicate.not(String::isEmpty))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
