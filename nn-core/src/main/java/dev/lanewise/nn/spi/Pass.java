package dev.lanewise.nn.spi;

/**
 * A part of an operation's work on a batch, bound to its buffers. A plan runs neighbouring passes
 * over rows one after the other on each chunk of rows; before and after a pass over units, all
 * workers wait for each other.
 */
public sealed interface Pass permits RowPass, UnitPass {}
