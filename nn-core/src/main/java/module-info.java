/**
 * Networks, training and data, with all arithmetic behind {@link dev.lanewise.kernels.Kernels}.
 * Needs nothing but the JDK.
 *
 * @uses dev.lanewise.kernels.Backend
 */
module dev.lanewise.core {
  requires static jdk.jfr;
  requires static org.jspecify;

  exports dev.lanewise;
  exports dev.lanewise.data;
  exports dev.lanewise.exchange;
  exports dev.lanewise.kernels;
  exports dev.lanewise.kernels.reference;
  exports dev.lanewise.layers;
  exports dev.lanewise.lbfgs;
  exports dev.lanewise.listeners;
  exports dev.lanewise.loss;
  exports dev.lanewise.metrics;
  exports dev.lanewise.networks;
  exports dev.lanewise.nn;
  exports dev.lanewise.nn.spi;
  exports dev.lanewise.optimizer;
  exports dev.lanewise.predict;
  exports dev.lanewise.random;
  exports dev.lanewise.schedule;
  exports dev.lanewise.team;
  exports dev.lanewise.train;

  uses dev.lanewise.kernels.Backend;
}
