/**
 * Explanations of models. All are deterministic: the same model, data, settings and seed give the
 * same bits on every machine. They explain what a model computes, not what is true of the world: a
 * model may look at the wrong thing, and inputs that go together share what is said of them.
 */
@NullMarked
package dev.lanewise.explain;

import org.jspecify.annotations.NullMarked;
