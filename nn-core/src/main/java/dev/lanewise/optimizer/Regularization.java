package dev.lanewise.optimizer;

import dev.lanewise.SettingException;
import dev.lanewise.nn.Network;
import dev.lanewise.nn.Network.NamedParameter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Penalties and constraints of a training run, by the full name of a parameter such as {@code
 * 0.weight}.
 *
 * @param penalties joins the gradient
 * @param maxNorms the largest Euclidean norm of a unit's weights (a column of the parameter), as
 *     Srivastava et al. 2014 use it with dropout
 */
public record Regularization(Map<String, Penalty> penalties, Map<String, Double> maxNorms) {

  /** Copies the maps and checks the norms. */
  public Regularization {
    penalties = Map.copyOf(penalties);
    maxNorms = Map.copyOf(maxNorms);
    maxNorms.forEach((name, norm) -> {
      if (!(norm > 0 && Double.isFinite(norm))) {
        throw new SettingException(
            "The largest norm of %s must be positive and finite; found %s.".formatted(name, norm));
      }
    });
  }

  /** Neither penalties nor constraints. */
  public static Regularization none() {
    return new Regularization(Map.of(), Map.of());
  }

  /**
   * A penalty on the weights of all layers, not on biases, as Keras' {@code kernel_regularizer} on
   * each layer.
   */
  public static Regularization ofWeights(Network network, Penalty penalty) {
    Map<String, Penalty> penalties = new HashMap<>();
    for (NamedParameter named : network.parameters()) {
      if (named.parameter().isWeight()) {
        penalties.put(named.name(), penalty);
      }
    }
    return new Regularization(penalties, Map.of());
  }

  /** With a penalty on one parameter, instead of what it had. */
  public Regularization with(String parameter, Penalty penalty) {
    Map<String, Penalty> more = new HashMap<>(penalties);
    more.put(parameter, penalty);
    return new Regularization(more, maxNorms);
  }

  /** With a largest norm for the columns of one parameter. */
  public Regularization withMaxNorm(String parameter, double norm) {
    Map<String, Double> more = new HashMap<>(maxNorms);
    more.put(parameter, norm);
    return new Regularization(penalties, more);
  }

  /** Checks that a network has all the parameters that are named. */
  public void check(Network network) {
    var known = network.parameters().stream().map(NamedParameter::name).toList();
    for (Map<String, ?> map : java.util.List.of(penalties, maxNorms)) {
      for (String name : map.keySet()) {
        if (!known.contains(name)) {
          throw new SettingException(
              "The network has no parameter '%s' to regularise; it has %s."
                  .formatted(name, String.join(", ", known)));
        }
      }
    }
  }

  public Optional<Penalty> penalty(String name) {
    return Optional.ofNullable(penalties.get(name));
  }

  public Optional<Double> maxNorm(String name) {
    return Optional.ofNullable(maxNorms.get(name));
  }
}
