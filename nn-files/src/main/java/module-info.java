/** Files of models, weights and checkpoints. Needs nn-core and jackson-core. */
module dev.lanewise.files {
  requires com.fasterxml.jackson.core;
  requires transitive dev.lanewise.core;
  requires static org.jspecify;

  exports dev.lanewise.files;
}
