/** The vocabulary of the library: shapes, matrices, activations and errors. */
@NullMarked
package dev.lanewise;

import org.jspecify.annotations.NullMarked;
