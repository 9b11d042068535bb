/** The kernels on the Vector API. No vector type appears outside of this module. */
@NullMarked
package dev.lanewise.simd;

import org.jspecify.annotations.NullMarked;
