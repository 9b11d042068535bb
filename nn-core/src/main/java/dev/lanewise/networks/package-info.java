/** Well-known networks, to be used and to be read. */
@NullMarked
package dev.lanewise.networks;

import org.jspecify.annotations.NullMarked;
