package dev.lanewise.engine;

import dev.lanewise.kernels.Kernels;
import dev.lanewise.loss.WeightedLosses;
import dev.lanewise.nn.Model;
import dev.lanewise.team.Team;
import java.util.Optional;

/**
 * What training steps are set up with.
 *
 * @param kernels the arithmetic
 * @param model what to start from
 * @param losses what to minimise
 * @param rules how gradients become parameters
 * @param classWeights a factor on the loss of each class, if any
 * @param batchSize samples of a batch, at most
 * @param seed decides random masks
 * @param team the threads
 */
public record TrainingSetup(
    Kernels kernels,
    Model model,
    WeightedLosses losses,
    TrainingRules rules,
    Optional<float[]> classWeights,
    int batchSize,
    long seed,
    Team team) {}
