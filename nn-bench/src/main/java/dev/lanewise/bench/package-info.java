/** Benchmarks with JMH. Each class says what it measures and what one should see. */
@NullMarked
package dev.lanewise.bench;

import org.jspecify.annotations.NullMarked;
