/**
 * Texts for networks that read and write sequences: tokenizers that are trained on a text, tokens
 * in memory or in a file, windows over them, and folders of texts with a class each. Files are not
 * trusted: whatever is wrong with one raises a {@link dev.lanewise.DataException} that names it,
 * and the place of the byte.
 */
@NullMarked
package dev.lanewise.text;

import org.jspecify.annotations.NullMarked;
