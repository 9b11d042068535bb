package dev.lanewise.kernels;

import dev.lanewise.kernels.reference.ReferenceKernels;
import java.util.Optional;

/** Backends for {@link BackendLadderTest}; all compute like the reference. */
public final class TestBackends {

  private TestBackends() {}

  /** A backend with everything but a name of its own. */
  private abstract static class Base implements Backend {
    private final String name;
    private final int preference;
    private final Optional<String> obstacle;

    Base(String name, int preference, Optional<String> obstacle) {
      this.name = name;
      this.preference = preference;
      this.obstacle = obstacle;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int preference() {
      return preference;
    }

    @Override
    public Optional<String> obstacle() {
      return obstacle;
    }

    @Override
    public String description() {
      return "for tests";
    }

    @Override
    public Kernels kernels() {
      return new ReferenceKernels();
    }
  }

  /** Runs, and is preferred a little. */
  public static final class Slow extends Base {
    /** Creates it. */
    public Slow() {
      super("slow", 1, Optional.empty());
    }
  }

  /** Runs, and is preferred more. */
  public static final class Fast extends Base {
    /** Creates it. */
    public Fast() {
      super("fast", 5, Optional.empty());
    }
  }

  /** Would be preferred most, but cannot run. */
  public static final class Obstructed extends Base {
    /** Creates it. */
    public Obstructed() {
      super("obstructed", 9, Optional.of("no such vectors"));
    }
  }

  /** Cannot be created. */
  public static final class Broken extends Base {
    /** Fails. */
    public Broken() {
      super("broken", 9, Optional.empty());
      throw new IllegalStateException("broken");
    }
  }

  /** Lacks something that it was compiled against. */
  public static final class Unlinkable extends Base {
    /** Fails. */
    public Unlinkable() {
      super("unlinkable", 9, Optional.empty());
      throw new NoClassDefFoundError("jdk/incubator/vector/FloatVector");
    }
  }
}
