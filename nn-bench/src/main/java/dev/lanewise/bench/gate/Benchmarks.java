package dev.lanewise.bench.gate;

import java.nio.file.Path;
import java.util.List;

/**
 * What is run of a version.
 *
 * @param jar the benchmarks
 * @param javaOptions options for Java, which the processes of the benchmarks inherit
 */
record Benchmarks(Path jar, List<String> javaOptions) {

  Benchmarks {
    javaOptions = List.copyOf(javaOptions);
  }
}
