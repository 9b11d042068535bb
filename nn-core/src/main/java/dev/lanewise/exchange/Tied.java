package dev.lanewise.exchange;

/**
 * An array that another library has once more for a parameter that two nodes share.
 *
 * @param parameter which of the network's parameters
 * @param counterpart what it is there for the node that does not own it
 */
public record Tied(int parameter, Counterpart counterpart) {}
