/** Tests of the package of the same name. */
@NullMarked
package dev.lanewise.bench.products;

import org.jspecify.annotations.NullMarked;
