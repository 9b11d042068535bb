/**
 * Charts and pages to keep. Nothing here depends on fonts, screens, time or place: the same numbers
 * give the same bytes.
 */
@NullMarked
package dev.lanewise.report;

import org.jspecify.annotations.NullMarked;
