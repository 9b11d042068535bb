package dev.lanewise.predict;

import dev.lanewise.Matrix;
import dev.lanewise.SettingException;
import dev.lanewise.Shape;
import dev.lanewise.ShapeException;
import dev.lanewise.UsageException;
import dev.lanewise.engine.ParameterMemory;
import dev.lanewise.engine.SteppingPlan;
import dev.lanewise.kernels.Backends;
import dev.lanewise.kernels.Kernels;
import dev.lanewise.layers.LastFunction;
import dev.lanewise.nn.Model;
import dev.lanewise.nn.Network;
import java.util.function.IntPredicate;

/**
 * Continues a sequence of tokens with a model of the next one, such as characters or words: token
 * by token, keeping what the layers remember, so that the time of a token does not grow with the
 * text, but for what attention looks at.
 *
 * <pre>{@code
 * Generator generator = Generator.of(model);
 * generator.prompt(tokenizer.encode("ROMEO:"));
 * generator.generate(300, Sampling.plain().withTemperature(0.8), 1, token -> {
 *   print(token);
 *   return true;
 * });
 * }</pre>
 *
 * <p>Attention and learned positions reach as far back as the sequences that the network was made
 * for. When that many tokens are there, the generator goes on with the latter half of them, as if
 * they were the beginning. Recurrent networks go on for ever.
 *
 * <p>Belongs to one thread at a time; {@link #copy} makes another one for another thread, which
 * shares the weights. After construction nothing is allocated.
 */
public final class Generator {
  private final Kernels kernels;
  private final Network network;
  private final ParameterMemory weights;
  private final SteppingPlan plan;
  private final Sampler sampler;

  /** The last tokens that were read, where their number matters. */
  private final int[] recent;

  private int count;
  private boolean begun;

  private Generator(Kernels kernels, Network network, ParameterMemory weights) {
    this.kernels = kernels;
    this.network = network;
    this.weights = weights;
    plan = new SteppingPlan(kernels, network, weights);
    sampler = new Sampler(plan.output().cols());
    recent = new int[plan.context()];
  }

  /** A generator on the best backend. */
  public static Generator of(Model model) {
    return of(model, Backends.select());
  }

  /**
   * A generator on a chosen backend.
   *
   * @throws ShapeException if the network does not give scores of tokens for each position of a
   *     sequence of tokens
   * @throws UsageException if one of its layers looks at tokens that are still to come
   */
  public static Generator of(Model model, Backends.Selection selection) {
    Network network = model.network();
    Shape input = network.input();
    Shape output = network.output();
    if (input.dimensions().size() != 1
        || output.dimensions().size() != 2
        || !output.dimensions().getFirst().equals(input.dimensions().getFirst())) {
      throw new ShapeException(
          "A generator needs a network of tokens, (time), that gives scores of the next one, (time, tokens); found %s and %s."
              .formatted(input, output));
    }
    if (LastFunction.of(network).isProbability()) {
      throw new SettingException(
          "A generator needs scores of tokens before softmax; found %s. Leave that function out."
              .formatted(LastFunction.of(network).name()));
    }
    Kernels kernels = selection.backend().kernels();
    return new Generator(kernels, network, ParameterMemory.of(kernels, model));
  }

  /** Another generator of the same model that has read nothing yet, for another thread. */
  public Generator copy() {
    return new Generator(kernels, network, weights);
  }

  /** How many tokens there are. */
  public int tokens() {
    return plan.output().cols();
  }

  /** Forgets all that was read. */
  public void reset() {
    plan.reset();
    count = 0;
    begun = false;
  }

  /**
   * Reads tokens, behind those that were read before.
   *
   * @throws dev.lanewise.DataException if one is no token of the network; what comes before it was
   *     read
   */
  public void prompt(int... tokens) {
    for (int token : tokens) {
      read(token);
    }
  }

  /**
   * Reads a token.
   *
   * @throws dev.lanewise.DataException if it is no token of the network; nothing has changed then
   */
  public void read(int token) {
    put(token);
    plan.check();
    if (plan.isLimited() && count == recent.length) {
      forget();
    }
    step(token);
    if (plan.isLimited()) {
      recent[count] = token;
      count++;
    }
    begun = true;
  }

  private void step(int token) {
    put(token);
    plan.step();
  }

  private void put(int token) {
    Matrix input = plan.input();
    input.data()[input.row(0)] = token;
  }

  /** Goes on with the latter half of what was read. */
  private void forget() {
    int kept = recent.length / 2;
    System.arraycopy(recent, recent.length - kept, recent, 0, kept);
    plan.reset();
    for (int i = 0; i < kept; i++) {
      step(recent[i]);
    }
    count = kept;
  }

  /**
   * The scores of the next token.
   *
   * @param logits as many numbers as there are tokens, overwritten
   * @throws UsageException if nothing was read yet
   * @throws ShapeException if there is not a place for each
   */
  public void scores(float[] logits) {
    requireBegun();
    Matrix output = plan.output();
    if (logits.length != output.cols()) {
      throw new ShapeException(
          "The scores need %s places, one for each token; found %s."
              .formatted(output.cols(), logits.length));
    }
    System.arraycopy(output.data(), output.row(0), logits, 0, logits.length);
  }

  private void requireBegun() {
    if (!begun) {
      throw new UsageException(
          "A generator needs at least one token to go on from; give it a prompt first.");
    }
  }

  /**
   * Draws a token from what was read, and does not read it.
   *
   * @param number counts the draws: a draw is a function of scores, sampling, seed and number
   * @throws UsageException if nothing was read yet
   * @throws dev.lanewise.DataException if a score is NaN or infinite, as after diverged training
   */
  public int draw(Sampling sampling, long seed, long number) {
    requireBegun();
    return sampler.draw(plan.output(), sampling, seed, number);
  }

  /**
   * Draws tokens and reads them, one after the other.
   *
   * @param most how many, at most
   * @param seed the same one gives the same tokens on every machine
   * @param goesOn is given each token, and says whether to go on: no, for instance, behind a token
   *     that ends the text, or if the user has had enough
   * @return how many were drawn
   * @throws UsageException if nothing was read yet
   */
  public int generate(int most, Sampling sampling, long seed, IntPredicate goesOn) {
    for (int i = 0; i < most; i++) {
      int token = draw(sampling, seed, i);
      if (!goesOn.test(token)) {
        return i + 1;
      }
      read(token);
    }
    return Math.max(most, 0);
  }
}
