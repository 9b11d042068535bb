/**
 * Programs to learn from: {@link dev.lanewise.examples.Mnist}, {@link
 * dev.lanewise.examples.MnistCnn}, {@link dev.lanewise.examples.OwnPhotos}, {@link
 * dev.lanewise.examples.Filters}, {@link dev.lanewise.examples.Xor}, {@link
 * dev.lanewise.examples.SineRegression} and {@link dev.lanewise.examples.PerceptronDemo}, and the
 * lessons of {@link dev.lanewise.examples.lessons}. The command line starts in {@link
 * dev.lanewise.examples.Nn}.
 */
@NullMarked
package dev.lanewise.examples;

import org.jspecify.annotations.NullMarked;
