/** The commands of the program {@code nn}, their options and what they print. */
@NullMarked
package dev.lanewise.examples.cli;

import org.jspecify.annotations.NullMarked;
