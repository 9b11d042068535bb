/** How good predictions are: accumulators that can be merged, and reports to read. */
@NullMarked
package dev.lanewise.metrics;

import org.jspecify.annotations.NullMarked;
