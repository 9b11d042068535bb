package dev.lanewise.bench.compare;

import java.util.List;
import java.util.Map;

/**
 * How to start a process.
 *
 * @param environment variables to set besides those that are inherited
 */
public record Launch(List<String> command, Map<String, String> environment) {}
