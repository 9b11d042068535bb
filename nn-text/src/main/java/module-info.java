/** Texts as training data: tokenizers, tokens, and data sets of windows and of labelled texts. */
module dev.lanewise.text {
  requires transitive dev.lanewise.core;
  requires transitive dev.lanewise.files;
  requires com.fasterxml.jackson.core;
  requires static org.jspecify;

  exports dev.lanewise.text;
}
