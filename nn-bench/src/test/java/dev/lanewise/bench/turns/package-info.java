/** Tests of the package of the same name. */
@NullMarked
package dev.lanewise.bench.turns;

import org.jspecify.annotations.NullMarked;
