/** The layers, and what their outputs mean. */
@NullMarked
package dev.lanewise.layers;

import org.jspecify.annotations.NullMarked;
