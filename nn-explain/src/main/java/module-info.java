/** What a model looks at: gradients, attributions, importance of inputs, and what layers see. */
module dev.lanewise.explain {
  requires transitive dev.lanewise.core;
  requires static org.jspecify;

  exports dev.lanewise.explain;
}
