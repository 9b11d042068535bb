package dev.lanewise.nn.spi;

/**
 * How a batch moves a parameter that is state rather than trained, such as the running mean of a
 * channel: {@code state += rate * (observed - state)}, after the batch. The operation only says
 * what it observed; whoever runs the plan decides whether the state follows, so that computing
 * gradients changes nothing, and states of several batches are reached in the order of the batches.
 *
 * @param parameter the parameter's name within the operation; a vector
 * @param observed as many values as the parameter has, written by the passes
 * @param rate how far the state moves, from 0 to 1: one minus what Keras calls momentum
 */
public record Observation(String parameter, float[] observed, float rate) {}
