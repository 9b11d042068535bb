/**
 * From a CSV file to a data set: {@link dev.lanewise.tabular.Table} reads rows one after the other,
 * {@link dev.lanewise.tabular.TableRecipe} says what to make of the columns, {@link
 * dev.lanewise.tabular.TableEncoder} is fitted to the training rows and turns any row into floats.
 */
@NullMarked
package dev.lanewise.tabular;

import org.jspecify.annotations.NullMarked;
