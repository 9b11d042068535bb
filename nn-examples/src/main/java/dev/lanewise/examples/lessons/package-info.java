/**
 * Lessons: short programs that show one thing each, explain it, and name what to try. Their numbers
 * are the same on every machine. Run them with {@code ./nn example NAME}.
 */
@NullMarked
package dev.lanewise.examples.lessons;

import org.jspecify.annotations.NullMarked;
