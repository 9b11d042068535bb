/** The threads that share the work of a batch. */
@NullMarked
package dev.lanewise.team;

import org.jspecify.annotations.NullMarked;
