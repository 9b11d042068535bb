/**
 * Compares Lanewise with other libraries: the same training, each time in a fresh process, Lanewise
 * and its peers in turn. {@link dev.lanewise.bench.compare.Compare} is the command; a further peer
 * is a class that implements {@code Peer}, an entry in {@code Peers}, a profile in the POM for what
 * it needs, and a program in {@code src/peers/NAME/java} that does a {@code Task}.
 */
@NullMarked
package dev.lanewise.bench.compare;

import org.jspecify.annotations.NullMarked;
