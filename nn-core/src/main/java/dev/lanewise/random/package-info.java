/** Random numbers as functions of a key and a place: no state, no order. */
@NullMarked
package dev.lanewise.random;

import org.jspecify.annotations.NullMarked;
