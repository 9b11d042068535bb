/** The specification of the kernels in scalar Java. */
@NullMarked
package dev.lanewise.kernels.reference;

import org.jspecify.annotations.NullMarked;
