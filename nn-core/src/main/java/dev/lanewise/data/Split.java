package dev.lanewise.data;

/**
 * Which samples are for training, for validation and for the final test: indices that ascend, none
 * of them in two parts. The validation or the test part may be empty, the training part not.
 *
 * @param training what to fit on, encoders included
 * @param validation what to choose settings by, such as when to stop
 * @param test what to report
 */
public record Split(int[] training, int[] validation, int[] test) {}
