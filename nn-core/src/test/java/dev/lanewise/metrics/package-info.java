/** Tests of the metrics. */
@NullMarked
package dev.lanewise.metrics;

import org.jspecify.annotations.NullMarked;
