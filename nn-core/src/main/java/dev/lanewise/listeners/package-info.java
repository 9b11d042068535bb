/** Ready-made training listeners: progress lines, CSV, TensorBoard, and JFR events. */
@NullMarked
package dev.lanewise.listeners;

import org.jspecify.annotations.NullMarked;
