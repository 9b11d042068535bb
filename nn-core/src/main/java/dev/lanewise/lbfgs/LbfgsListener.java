package dev.lanewise.lbfgs;

/** Watches a run of L-BFGS. */
@FunctionalInterface
public interface LbfgsListener {

  /**
   * A step is done. Called on the thread that fits, which waits for it; an exception ends the run.
   */
  void onIteration(LbfgsProgress progress);
}
