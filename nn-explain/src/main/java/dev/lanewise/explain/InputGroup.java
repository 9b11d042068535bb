package dev.lanewise.explain;

import dev.lanewise.SettingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Numbers of a sample that are one thing and change together, such as the inputs that one column of
 * a table becomes. Immutable by convention.
 *
 * @param name what it is called
 * @param inputs which numbers of the sample, at least one
 */
public record InputGroup(String name, int[] inputs) {

  /** Copies the numbers. */
  public InputGroup {
    inputs = inputs.clone();
    if (inputs.length == 0) {
      throw new SettingException("Group of inputs '%s' needs at least one.".formatted(name));
    }
  }

  /** Each number by itself, called by its place. */
  public static List<InputGroup> each(int inputs) {
    List<InputGroup> groups = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      groups.add(new InputGroup(Integer.toString(i), new int[] {i}));
    }
    return groups;
  }

  /** Refuses groups of inputs that there are not, or that two groups share. */
  static void check(List<InputGroup> groups, int columns) {
    Set<Integer> seen = new HashSet<>();
    for (InputGroup group : groups) {
      for (int input : group.inputs) {
        if (input < 0 || input >= columns || !seen.add(input)) {
          throw new SettingException(
              "Group of inputs '%s': expected inputs from 0 to %s, each in one group; found %s."
                  .formatted(group.name, columns - 1, Arrays.toString(group.inputs)));
        }
      }
    }
  }

  /** Copies this group's numbers from one sample to another. */
  void copy(float[] from, int at, float[] to, int out) {
    for (int input : inputs) {
      to[out + input] = from[at + input];
    }
  }
}
