/** Networks as immutable descriptions: layers, parameters, initializers, models. */
@NullMarked
package dev.lanewise.nn;

import org.jspecify.annotations.NullMarked;
