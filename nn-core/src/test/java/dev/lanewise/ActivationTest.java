package dev.lanewise;

import static dev.lanewise.Errors.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ActivationTest {

  @Test
  void textNamesFunctionAndParameter() {
    assertEquals("relu", Activation.RELU.toString());
    assertEquals("leaky_relu(0.01)", Activation.LEAKY_RELU.toString());
  }

  @Test
  void refusesParametersThatHideTheDerivative() {
    assertError(SettingException.class, () -> Activation.leakyRelu(-0.1f), "LEAKY_RELU", "-0.1");
    assertError(SettingException.class, () -> Activation.elu(Float.NaN), "NaN");
    assertError(SettingException.class, () -> Activation.elu(Float.POSITIVE_INFINITY), "ELU");
  }
}
