/** The command line and the examples. */
module dev.lanewise.examples {
  requires com.fasterxml.jackson.core;
  requires dev.lanewise.core;
  requires dev.lanewise.files;
  requires dev.lanewise.images;
  requires dev.lanewise.tabular;
  requires dev.lanewise.text;
  requires info.picocli;
  // Only to tell the width of the vectors, if the module is there.
  requires static jdk.incubator.vector;
  // Pictures that examples write.
  requires java.desktop;
  requires org.jline.terminal;
  requires static org.jspecify;

  opens dev.lanewise.examples to
      info.picocli;
  opens dev.lanewise.examples.cli to
      info.picocli;
}
