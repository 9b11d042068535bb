/** Running networks: training, prediction, and the team of threads. */
@NullMarked
package dev.lanewise.train;

import org.jspecify.annotations.NullMarked;
