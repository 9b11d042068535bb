package dev.lanewise.train;

import dev.lanewise.nn.Model;
import java.util.List;

/**
 * Everything that decides how training goes on, besides the settings of the trainer and the data: a
 * trainer that is given it continues bit for bit. The order of the samples is not in it because it
 * follows from the seed, the epoch and the number of samples.
 *
 * <p>The arrays are the record's own: who makes one hands them over, who reads them must not change
 * them.
 *
 * @param model the parameters
 * @param optimizer the rule's description with its settings, to find out that another one was set
 * @param slots for each parameter the optimizer's state: for each slot as many numbers as the
 *     parameter has, row-major; empty lists before the first step
 * @param step finished steps
 * @param epochs finished epochs
 * @param position samples of the current epoch that are done; 0 between epochs
 * @param epochLoss sum of the losses of those samples, before the mean is taken
 * @param epochCorrect how many of them were classified right
 * @param learningRate the step size in force
 * @param schedule numbers that a schedule with memory keeps; empty for the others
 * @param seed the trainer's seed
 * @param samples samples of an epoch; 0 before the first
 */
public record TrainerState(
    Model model,
    String optimizer,
    List<List<float[]>> slots,
    long step,
    int epochs,
    int position,
    double epochLoss,
    int epochCorrect,
    double learningRate,
    double[] schedule,
    long seed,
    int samples) {

  /** Copies the lists. */
  public TrainerState {
    slots = slots.stream().map(List::copyOf).toList();
  }
}
