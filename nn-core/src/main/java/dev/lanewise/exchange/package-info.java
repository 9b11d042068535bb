/** Parameters and running statistics as PyTorch and Keras name and store them. */
@NullMarked
package dev.lanewise.exchange;

import org.jspecify.annotations.NullMarked;
