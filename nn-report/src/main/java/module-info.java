/** Charts as SVG, pictures as PNG, and pages of both that need no scripts. */
module dev.lanewise.report {
  requires static org.jspecify;

  exports dev.lanewise.report;
}
