/** Photographs and other images as training data, and what varies them while networks learn. */
module dev.lanewise.images {
  requires transitive dev.lanewise.core;
  requires java.desktop;
  requires static org.jspecify;

  exports dev.lanewise.images;
}
