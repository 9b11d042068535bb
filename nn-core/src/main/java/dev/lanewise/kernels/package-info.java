/**
 * All arithmetic behind one seam, its specification in scalar Java, and the choice of a backend.
 */
@NullMarked
package dev.lanewise.kernels;

import org.jspecify.annotations.NullMarked;
