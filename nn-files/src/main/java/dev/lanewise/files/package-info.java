/**
 * Files of models, weights and checkpoints, all of them valid safetensors files.
 *
 * <p>Files are not trusted: whatever is wrong with one raises a {@link dev.lanewise.FileException}
 * before memory is allocated for what it claims. Files hold names and numbers, never classes or
 * code. They are written beside their target, forced to disk and then renamed.
 */
@NullMarked
package dev.lanewise.files;

import org.jspecify.annotations.NullMarked;
