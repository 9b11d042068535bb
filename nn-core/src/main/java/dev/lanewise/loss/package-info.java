/** What training minimises. */
@NullMarked
package dev.lanewise.loss;

import org.jspecify.annotations.NullMarked;
