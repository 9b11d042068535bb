/** Tests of the regression gate. */
@NullMarked
package dev.lanewise.bench.gate;

import org.jspecify.annotations.NullMarked;
