/** How the learning rate changes with the steps. */
@NullMarked
package dev.lanewise.schedule;

import org.jspecify.annotations.NullMarked;
