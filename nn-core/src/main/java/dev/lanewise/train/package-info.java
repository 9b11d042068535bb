/** Training by mini-batches: the trainer, its rules and its listeners. */
@NullMarked
package dev.lanewise.train;

import org.jspecify.annotations.NullMarked;
