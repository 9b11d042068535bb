/** Tests of the package of the same name. */
@NullMarked
package dev.lanewise.bench.cold;

import org.jspecify.annotations.NullMarked;
