package dev.lanewise.train;

import dev.lanewise.SettingException;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.NamedParameter;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of parameters with {@code *} for any text. */
final class Patterns {

  private Patterns() {}

  /** The full names of a network's parameters that match one of the patterns. */
  static Set<String> matching(Network network, List<String> patterns) {
    List<String> names = network.parameters().stream().map(NamedParameter::name).toList();
    Set<String> matching = new LinkedHashSet<>();
    for (String pattern : patterns) {
      Pattern regex = regex(pattern);
      List<String> found = names.stream().filter(name -> regex.matcher(name).matches()).toList();
      if (found.isEmpty()) {
        throw new SettingException(
            "No parameter is called '%s'; the network has %s. A '*' stands for any text."
                .formatted(pattern, String.join(", ", names)));
      }
      matching.addAll(found);
    }
    return matching;
  }

  private static Pattern regex(String pattern) {
    return Pattern.compile(
        Arrays.stream(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }
}
