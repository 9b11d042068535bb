/**
 * Tables as training data, the encoders that a model needs to read more of them, and predictions
 * for their rows.
 */
module dev.lanewise.tabular {
  requires transitive dev.lanewise.core;
  requires transitive dev.lanewise.files;
  requires com.fasterxml.jackson.core;
  requires de.siegmar.fastcsv;
  requires static org.jspecify;

  exports dev.lanewise.tabular;
}
