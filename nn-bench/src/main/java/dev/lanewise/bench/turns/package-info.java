/**
 * What the smaller comparisons share: each measures some figures in fresh processes, of Lanewise
 * and of its peers in turn, for some rounds.
 */
@NullMarked
package dev.lanewise.bench.turns;

import org.jspecify.annotations.NullMarked;
