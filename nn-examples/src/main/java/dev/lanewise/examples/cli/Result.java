package dev.lanewise.examples.cli;

import dev.lanewise.nn.Model;
import dev.lanewise.train.Evaluation;

/**
 * What comes of a training.
 *
 * @param model the model to keep
 * @param test how good it is on the test data
 * @param refit whether it was trained once more, on all training rows
 */
record Result(Model model, Evaluation test, boolean refit) {}
