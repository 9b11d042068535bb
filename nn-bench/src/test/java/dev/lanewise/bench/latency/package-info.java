/** Tests of the package of the same name. */
@NullMarked
package dev.lanewise.bench.latency;

import org.jspecify.annotations.NullMarked;
