package dev.lanewise.bench.cold;

import dev.lanewise.bench.compare.ChildProcess;
import dev.lanewise.bench.compare.ChildProcess.FailedException;
import dev.lanewise.bench.compare.Launch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Python that has PyTorch.
 *
 * @param command what starts it
 * @param library PyTorch with its version and the library that multiplies its matrices
 */
record Python(String command, String library) {
  /** Debian builds PyTorch for any BLAS; with the plain one that it comes with, it is crippled. */
  private static final String PROBE =
      """
      import torch
      with open('/proc/self/maps') as maps:
          blas = 'OpenBLAS' if 'openblas' in maps.read() else ''
      blas = 'MKL' if torch.backends.mkl.is_available() else blas
      print('PyTorch ' + torch.__version__ + ', ' + blas if blas else '')
      """;

  /** Either a Python, or why there is none. */
  record Search(Optional<Python> found, String obstacle) {}

  /** Looks at the given ones in turn. */
  static Search search(List<String> commands) {
    List<String> reasons = new ArrayList<>();
    for (String command : commands) {
      try {
        String library =
            ChildProcess.run(new Launch(List.of(command, "-c", PROBE), Map.of())).getLast();
        if (!library.isEmpty()) {
          return new Search(Optional.of(new Python(command, library)), "");
        }
        reasons.add("the PyTorch of %s has neither MKL nor OpenBLAS".formatted(command));
      } catch (FailedException e) {
        String message = e.getMessage() == null ? "" : e.getMessage().strip();
        reasons.add(
            "%s has no PyTorch (%s)"
                .formatted(command, message.substring(message.lastIndexOf('\n') + 1)));
      }
    }
    return new Search(Optional.empty(), String.join("; ", reasons));
  }
}
