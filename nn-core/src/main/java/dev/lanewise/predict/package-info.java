/** Running a trained network. */
@NullMarked
package dev.lanewise.predict;

import org.jspecify.annotations.NullMarked;
