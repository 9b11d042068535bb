/**
 * Images as people have them: folders of PNG, JPEG, GIF and BMP files, and augmentation. Files are
 * not trusted: whatever is wrong with one raises a {@link dev.lanewise.DataException} that names
 * it.
 */
@NullMarked
package dev.lanewise.images;

import org.jspecify.annotations.NullMarked;
