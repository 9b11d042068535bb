package dev.lanewise.bench.products;

import dev.lanewise.bench.compare.Java;
import dev.lanewise.bench.compare.Launch;
import dev.lanewise.bench.compare.PeakProcess;
import dev.lanewise.bench.turns.Entrant;
import dev.lanewise.bench.turns.Figure;
import dev.lanewise.bench.turns.Peers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whose products are measured. */
final class Contenders {
  /** The name of the ruler, and of its figure. */
  static final String PEAK = "FMA peak";

  private static final String NETLIB_PROCESS = "dev.lanewise.bench.products.NetlibProcess";
  private static final String WORK = "products";

  private Contenders() {}

  /** The ruler and Lanewise, and the peers if wanted. */
  static List<Entrant> all(boolean quick, boolean peers) {
    String word = Boolean.toString(quick);
    List<Entrant> entrants = new ArrayList<>();
    entrants.add(
        new Entrant(
            PEAK,
            "multiply-adds in registers",
            _ -> List.of(new Figure(PEAK, PeakProcess.measure()))));
    Launch kernels = new Launch(Java.command(KernelProcess.class, List.of(word)), Map.of());
    entrants.add(Entrant.process(Entrant.LANEWISE, WORK, _ -> kernels));
    if (peers) {
      entrants.add(library("MKL", "pytorch/cpu/linux-x86_64", "libtorch_cpu.so", word));
      entrants.add(
          library("OpenBLAS", "org/bytedeco/openblas/linux-x86_64", "libopenblas.so.0", word));
      Launch netlib = new Launch(Java.command(NETLIB_PROCESS, List.of(word)), Map.of());
      entrants.add(Entrant.process("VectorBLAS", WORK, _ -> netlib));
    }
    return List.copyOf(entrants);
  }

  private static Entrant library(String name, String folder, String file, String word) {
    Path directory = Peers.natives().resolve(folder);
    List<String> command =
        new ArrayList<>(
            Java.command(NativeProcess.class, List.of(word, directory.resolve(file).toString())));
    command.add(1, "--enable-native-access=ALL-UNNAMED");
    Map<String, String> environment =
        Map.of(
            "LD_LIBRARY_PATH", directory.toString(),
            "OMP_NUM_THREADS", "1",
            "MKL_NUM_THREADS", "1",
            "OPENBLAS_NUM_THREADS", "1");
    return Entrant.process(name, WORK, _ -> new Launch(command, environment));
  }
}
