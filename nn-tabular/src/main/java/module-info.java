/**
 * Tables in CSV files as training data, and the encoders that a model needs to read more of them.
 */
module dev.lanewise.tabular {
  requires transitive dev.lanewise.core;
  requires com.fasterxml.jackson.core;
  requires de.siegmar.fastcsv;
  requires static org.jspecify;

  exports dev.lanewise.tabular;
}
