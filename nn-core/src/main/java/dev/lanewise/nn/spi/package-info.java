/** What a layer is bound to, and what it answers with: for authors of layers. */
@NullMarked
package dev.lanewise.nn.spi;

import org.jspecify.annotations.NullMarked;
