package dev.lanewise.kernels;

/**
 * Temporary memory of one worker, reused so that nothing is allocated in steady state. Three kinds
 * of code are at work at the same time, the engine calling layers, which call kernels; each has
 * slots of its own, so that none can overwrite what another one keeps. Confined to one thread at a
 * time.
 */
public final class Scratch {
  private final Slots kernel = new Slots();
  private final Slots layer = new Slots();
  private final Slots engine = new Slots();

  /** Creates scratch memory that holds nothing yet. */
  public Scratch() {}

  /** For kernels, within one call: any other kernel may overwrite it. */
  public Slots kernel() {
    return kernel;
  }

  /**
   * For layers and losses, within one call of a step: kernels leave it alone, but the next layer's
   * step may overwrite it. What must last from forward to backward belongs into buffers that are
   * allocated when the layer is bound.
   */
  public Slots layer() {
    return layer;
  }

  /** For the engine, which keeps gradients there while it calls layers. */
  public Slots engine() {
    return engine;
  }
}
