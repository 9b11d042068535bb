/** Gradient descent and its successors. */
@NullMarked
package dev.lanewise.optimizer;

import org.jspecify.annotations.NullMarked;
