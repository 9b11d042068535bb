/** Full-batch training by L-BFGS. */
@NullMarked
package dev.lanewise.lbfgs;

import org.jspecify.annotations.NullMarked;
