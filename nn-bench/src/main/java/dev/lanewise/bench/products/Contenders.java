package dev.lanewise.bench.products;

import dev.lanewise.bench.compare.Installation;
import dev.lanewise.bench.compare.Java;
import dev.lanewise.bench.compare.Launch;
import dev.lanewise.bench.compare.PeakProcess;
import dev.lanewise.bench.compare.PyTorch;
import dev.lanewise.bench.turns.Entrant;
import dev.lanewise.bench.turns.Figure;
import dev.lanewise.bench.turns.Options;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Whose products are measured. */
final class Contenders {
  /** The name of the ruler, and of its figure. */
  static final String PEAK = "FMA peak";

  private static final String NETLIB_PROCESS = "dev.lanewise.bench.products.NetlibProcess";
  private static final String TORCH_PROCESS = "dev.lanewise.bench.products.TorchConvolutions";
  private static final String WORK = "products";

  private Contenders() {}

  /** The ruler and Lanewise, and the peers that take part. */
  static List<Entrant> all(boolean quick, Options options) {
    String word = Boolean.toString(quick);
    List<Entrant> entrants = new ArrayList<>();
    entrants.add(
        new Entrant(
            PEAK,
            "multiply-adds in registers",
            _ -> List.of(new Figure(PEAK, PeakProcess.measure()))));
    Launch kernels = new Launch(Java.command(KernelProcess.class, List.of(word)), Map.of());
    entrants.add(Entrant.process(Entrant.LANEWISE, WORK, _ -> kernels));
    Installation pytorch = Installation.of("pytorch");
    if (options.admit("MKL and PyTorch", pytorch.obstacle())) {
      Path file = pytorch.natives().resolve("pytorch/cpu/linux-x86_64/libtorch_cpu.so");
      entrants.add(library("MKL", file, word));
      Launch torch = new PyTorch(pytorch).launch(TORCH_PROCESS, List.of(word));
      entrants.add(Entrant.process("PyTorch", "convolutions", _ -> torch));
    }
    Installation blas = Installation.of("blas");
    if (options.admit("OpenBLAS and VectorBLAS", blas.obstacle())) {
      Path file = blas.natives().resolve("org/bytedeco/openblas/linux-x86_64/libopenblas.so.0");
      entrants.add(library("OpenBLAS", file, word));
      Launch netlib = blas.launch(NETLIB_PROCESS, List.of(word));
      entrants.add(Entrant.process("VectorBLAS", WORK, _ -> netlib));
    }
    return List.copyOf(entrants);
  }

  private static Entrant library(String name, Path file, String word) {
    List<String> command =
        new ArrayList<>(Java.command(NativeProcess.class, List.of(word, file.toString())));
    command.add(1, "--enable-native-access=ALL-UNNAMED");
    Map<String, String> environment =
        Map.of(
            "LD_LIBRARY_PATH", Objects.toString(file.getParent()),
            "OMP_NUM_THREADS", "1",
            "MKL_NUM_THREADS", "1",
            "OPENBLAS_NUM_THREADS", "1");
    return Entrant.process(name, WORK, _ -> new Launch(command, environment));
  }
}
