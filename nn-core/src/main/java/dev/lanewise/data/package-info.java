/**
 * Training data: the data set interface, data sets in memory and in files, splits, and a reader of
 * IDX files.
 */
@NullMarked
package dev.lanewise.data;

import org.jspecify.annotations.NullMarked;
