package dev.lanewise.files;

import dev.lanewise.Activation;
import dev.lanewise.exchange.Counterpart;
import dev.lanewise.layers.ActivatedLayer;
import dev.lanewise.layers.BatchNorm;
import dev.lanewise.layers.Conv1d;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.ConvTranspose2d;
import dev.lanewise.layers.Embedding;
import dev.lanewise.layers.GroupNorm;
import dev.lanewise.layers.Gru;
import dev.lanewise.layers.LayerNorm;
import dev.lanewise.layers.LearnedPositions;
import dev.lanewise.layers.Lstm;
import dev.lanewise.layers.MultiHeadAttention;
import dev.lanewise.layers.RecurrentLayer;
import dev.lanewise.layers.RmsNorm;
import dev.lanewise.layers.SimpleRnn;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a network's parameters are called in the files of other programs. */
final class ParameterNames {
  /** A prefix, then a number or Keras's automatic name, then the parameter. */
  private static final Pattern NUMBERED =
      Pattern.compile("(?:(.{1,200})[./])??(?:(\\d{1,9})|dense(?:_(\\d{1,9}))?)[./](\\w{1,50})");

  private ParameterNames() {}

  /**
   * The names under which parameters are written, in the order of {@link Network#parameters}. Only
   * chains whose nodes have no names of their own are numbered as other programs do it.
   */
  static List<String> written(Network network, Layout layout) {
    List<String> names = new ArrayList<>();
    Iterator<Counterpart> counterparts = layout.counterparts(network).iterator();
    boolean numbered = isNumbered(network);
    int modules = 0;
    Map<String, Integer> ofKeras = new HashMap<>();
    for (Place place : network.places()) {
      String automatic = numbered ? automatic(place, layout, modules, ofKeras) : "";
      for (int i = 0; i < place.parameters().size(); i++) {
        Counterpart each = counterparts.next();
        names.add(numbered ? automatic + separator(layout) + each.name() : fullName(each, layout));
      }
      modules += hasActivation(place) ? 2 : 1;
    }
    return names;
  }

  /** The name of a parameter whose node has a name of its own. */
  static String fullName(Counterpart counterpart, Layout layout) {
    return counterpart.module() + separator(layout) + counterpart.name();
  }

  private static String separator(Layout layout) {
    return layout == Layout.KERAS ? "/" : ".";
  }

  private static String automatic(
      Place place, Layout layout, int modules, Map<String, Integer> ofKeras) {
    return switch (layout) {
      case LANEWISE -> place.node().name();
      case PYTORCH -> String.valueOf(modules);
      case KERAS -> keras(place, ofKeras);
    };
  }

  private static boolean isNumbered(Network network) {
    return network.isChain()
        && network.places().stream()
            .allMatch(place -> place.node().name().equals(String.valueOf(place.index())));
  }

  /**
   * What Keras calls a layer that it names itself: by its type, and its number among those.
   *
   * @param seen how many there were of each type
   */
  private static String keras(Place place, Map<String, Integer> seen) {
    if (place.parameters().isEmpty()) {
      return "";
    }
    String type =
        switch (place.operation()) {
          case Conv1d conv -> depthwise(conv.groups(), place) + "conv1d";
          case Conv2d conv -> depthwise(conv.groups(), place) + "conv2d";
          case ConvTranspose2d conv -> "conv2d_transpose";
          case BatchNorm norm -> "batch_normalization";
          case LayerNorm norm -> "layer_normalization";
          case GroupNorm norm -> "group_normalization";
          case RmsNorm norm -> "rms_normalization";
          case RecurrentLayer layer when layer.isBidirectional() -> "bidirectional";
          case SimpleRnn rnn -> "simple_rnn";
          case Lstm lstm -> "lstm";
          case Gru gru -> "gru";
          case Embedding embedding -> "embedding";
          case LearnedPositions positions -> "position_embedding";
          case MultiHeadAttention attention -> "multi_head_attention";
          default -> "dense";
        };
    int number = seen.merge(type, 1, Integer::sum) - 1;
    return number == 0 ? type : type + "_" + number;
  }

  private static String depthwise(int groups, Place place) {
    return groups > 1 && groups == place.input().channels() ? "depthwise_" : "";
  }

  private static boolean hasActivation(Place place) {
    return place.operation() instanceof ActivatedLayer layer
        && !layer.activation().equals(Activation.IDENTITY);
  }

  /**
   * Finds the parameters of a network among the names of a file: under the names that {@link
   * #written} gives, or else layer by layer, if the names are numbered. The layer with parameters
   * that is the k-th of the network is the one of the k-th number of the file.
   *
   * @return for each parameter the name under which it is in the file, or would be
   */
  static List<String> find(Network network, Layout layout, Collection<String> file) {
    List<String> written = written(network, layout);
    if (new HashSet<>(file).containsAll(written)) {
      return written;
    }
    List<String> modules = numberedModules(file).orElse(List.of());
    if (modules.size() < layers(network) && !Collections.disjoint(file, written)) {
      // The first layers may be the ones that are missing, so an order would be a guess.
      return written;
    }
    Iterator<Counterpart> counterparts = layout.counterparts(network).iterator();
    List<String> names = new ArrayList<>();
    int layer = 0;
    for (Place place : network.places()) {
      var parameters = place.parameters();
      for (int i = 0; i < parameters.size(); i++) {
        String name = counterparts.next().name();
        names.add(layer < modules.size() ? modules.get(layer) + name : written.get(names.size()));
      }
      layer += parameters.isEmpty() ? 0 : 1;
    }
    return names;
  }

  private static long layers(Network network) {
    return network.places().stream().filter(place -> !place.parameters().isEmpty()).count();
  }

  /** What precedes the parameters' names, by number; nothing unless all names are like that. */
  private static Optional<List<String>> numberedModules(Collection<String> file) {
    Map<Integer, String> modules = new TreeMap<>();
    Map<Integer, Set<String>> spellings = new HashMap<>();
    Set<String> prefixes = new HashSet<>();
    for (String name : file) {
      Matcher matcher = NUMBERED.matcher(name);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      String number = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
      int order = number == null ? 0 : Integer.parseInt(number);
      String module = name.substring(0, matcher.start(4));
      prefixes.add(String.valueOf(matcher.group(1)));
      modules.put(order, module);
      spellings.computeIfAbsent(order, key -> new HashSet<>()).add(module);
    }
    boolean unambiguous =
        prefixes.size() == 1 && spellings.values().stream().allMatch(set -> set.size() == 1);
    return unambiguous ? Optional.of(List.copyOf(modules.values())) : Optional.empty();
  }
}
