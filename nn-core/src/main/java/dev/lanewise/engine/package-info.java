/** Networks bound to memory, and the stages of a training step. Not exported. */
@NullMarked
package dev.lanewise.engine;

import org.jspecify.annotations.NullMarked;
