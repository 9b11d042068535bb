package dev.lanewise.kernels;

import dev.lanewise.BackendException;
import dev.lanewise.kernels.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * Finds the backends and chooses one. Without a wish, the best that can run is taken; a wish, given
 * in code or as the system property {@value #PROPERTY}, is granted or refused with the reason,
 * never silently replaced.
 */
public final class Backends {
  /** System property that names the backend to use: {@code simd} or {@code reference}. */
  public static final String PROPERTY = "lanewise.backend";

  private static final System.Logger LOG = System.getLogger(Backends.class.getName());

  /**
   * A backend that was looked at.
   *
   * @param name its name
   * @param backend the backend, empty if even its provider could not be loaded
   * @param obstacle why it cannot run; empty if it can
   */
  public record Candidate(String name, Optional<Backend> backend, Optional<String> obstacle) {}

  /**
   * A choice.
   *
   * @param backend what was chosen
   * @param reason why, in one line for people
   */
  public record Selection(Backend backend, String reason) {}

  /** The best backend, looked for once, so that its warning is given once. */
  private static final class Best {
    static final Selection SELECTION = best(candidates());

    private Best() {}
  }

  private Backends() {}

  /** Every backend that is present, in order of preference, with what keeps it from running. */
  public static List<Candidate> candidates() {
    List<Candidate> found = new ArrayList<>();
    Iterator<Backend> providers =
        ServiceLoader.load(Backend.class, Backends.class.getClassLoader()).iterator();
    boolean more = true;
    while (more) {
      try {
        more = providers.hasNext();
        if (more) {
          found.add(candidate(providers.next()));
        }
      } catch (ServiceConfigurationError | LinkageError e) {
        found.add(new Candidate("?", Optional.empty(), Optional.of(loadFailure(e))));
      }
    }
    found.add(candidate(new ReferenceBackend()));
    found.sort(
        Comparator.comparingInt(
            c -> -c.backend().map(Backend::preference).orElse(Integer.MIN_VALUE + 1)));
    return found;
  }

  private static Candidate candidate(Backend backend) {
    return new Candidate(backend.name(), Optional.of(backend), backend.obstacle());
  }

  private static String loadFailure(Error e) {
    return "its provider could not be loaded (" + e + ")";
  }

  /** The backend that the system property names, or else the best that can run. */
  public static Selection select() {
    String wish = System.getProperty(PROPERTY, "");
    return wish.isEmpty()
        ? Best.SELECTION
        : named(wish, candidates(), "asked for by -D" + PROPERTY);
  }

  /** The backend of that name, or a {@link BackendException} that says why not. */
  public static Selection select(String name) {
    return named(name, candidates(), "asked for by name");
  }

  private static Selection best(List<Candidate> candidates) {
    String passed =
        candidates.stream()
            .filter(c -> c.obstacle().isPresent())
            .map(c -> c.name() + ": " + c.obstacle().orElseThrow())
            .collect(Collectors.joining("; "));
    Backend backend =
        candidates.stream()
            .filter(c -> c.obstacle().isEmpty())
            .findFirst()
            .flatMap(Candidate::backend)
            .orElseThrow();
    if (passed.isEmpty()) {
      return new Selection(backend, "the best that is present");
    }
    LOG.log(System.Logger.Level.WARNING, "Using the {0} backend; {1}", backend.name(), passed);
    return new Selection(backend, "the best that can run; " + passed);
  }

  private static Selection named(String name, List<Candidate> candidates, String reason) {
    Candidate candidate =
        candidates.stream()
            .filter(c -> c.name().equals(name))
            .findFirst()
            .orElseThrow(() ->
                new BackendException(
                    "There is no backend '%s'; present are %s. For simd, add the jar of nn-simd."
                        .formatted(name, names(candidates))));
    candidate
        .obstacle()
        .ifPresent(obstacle -> {
          throw new BackendException("Backend '%s' cannot run: %s.".formatted(name, obstacle));
        });
    return new Selection(candidate.backend().orElseThrow(), reason);
  }

  private static String names(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::name).collect(Collectors.joining(", "));
  }
}
