package dev.lanewise.bench.compare;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
 * plain (as Python's default on the CPU) or fused; for images, channels first or last; for images
 * and tokens, whether the threads of OpenMP spin for long or shortly when they wait. These run on
 * all threads and with subnormal numbers flushed, since nothing else is ever faster; recurrent
 * networks read the first token of all sequences, then the second, and so on, which is PyTorch's
 * faster order, and attention is its fused operator.
 */
public record PyTorch(Installation installation) implements Peer {
  /** Where the jars have their libraries: the glue of the bindings, and the official build. */
  private static final List<String> FOLDERS =
      List.of(
          "org/bytedeco/javacpp/linux-x86_64",
          "org/bytedeco/pytorch/linux-x86_64",
          "pytorch/cpu/linux-x86_64");

  /**
   * Activations of images and sequences are large; else they would be given back to the system in
   * each step.
   */
  private static final Map<String, String> KEEPS_MEMORY =
      Map.of(
          "MALLOC_MMAP_THRESHOLD_", "33554432",
          "MALLOC_TRIM_THRESHOLD_", "2000000000",
          "MALLOC_TOP_PAD_", "268435456");

  private static final String SHORT_SPIN = "short-spin";

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
    return isLarge(workload) ? large(workload, threads) : ofRows(workload, threads);
  }

  private static boolean isLarge(Workload workload) {
    return workload.ofImages() || workload.ofTokens();
  }

  private static List<Setting> large(Workload workload, int threads) {
    List<List<String>> options = List.of(List.of("flush-denormal"));
    if (workload.ofImages()) {
      options = with("channels-last", options);
    }
    options = with(SHORT_SPIN, options);
    if (!workload.optimizer().equals("sgd")) {
      options = with("fused", options);
    }
    return options.stream().map(words -> new Setting(threads, words)).toList();
  }

  /** All settings, without and with one more word. */
  private static List<List<String>> with(String word, List<List<String>> options) {
    List<List<String>> all = new ArrayList<>(options);
    for (List<String> words : options) {
      List<String> more = new ArrayList<>(words);
      more.add(word);
      all.add(List.copyOf(more));
    }
    return all;
  }

  private static List<Setting> ofRows(Workload workload, int threads) {
    List<List<String>> options = new ArrayList<>();
    options.add(List.of());
    options.add(List.of("flush-denormal"));
    if (!workload.optimizer().equals("sgd")) {
      options.add(List.of("fused"));
      options.add(List.of("fused", "flush-denormal"));
    }
    return IntStream.of(1, threads)
        .distinct()
        .boxed()
        .flatMap(count -> options.stream().map(words -> new Setting(count, words)))
        .toList();
  }

  @Override
  public Launch launch(Task task) {
    Map<String, String> environment = new HashMap<>();
    if (isLarge(task.workload())) {
      environment.putAll(KEEPS_MEMORY);
    }
    if (task.setting().options().contains(SHORT_SPIN)) {
      environment.put("GOMP_SPINCOUNT", "10000");
    }
    String main = PyTorch.class.getPackageName() + ".TorchProcess";
    return launch(main, task.arguments(), environment);
  }

  /** A program of images or tokens, by the full name of its class. */
  public Launch launch(String main, List<String> arguments) {
    return launch(main, arguments, KEEPS_MEMORY);
  }

  /** JavaCPP need not watch over memory, since programs free their own: thence the properties. */
  private Launch launch(String main, List<String> arguments, Map<String, String> more) {
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
    Map<String, String> environment = new HashMap<>(more);
    environment.put("LD_LIBRARY_PATH", libraryPath(directories));
    return installation.launch(flags, main, arguments, environment);
  }

  private static String libraryPath(String directories) {
    String inherited = Optional.ofNullable(System.getenv("LD_LIBRARY_PATH")).orElse("");
    return Arrays.stream(new String[] {directories, inherited})
        .filter(Predicate.not(String::isEmpty))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
