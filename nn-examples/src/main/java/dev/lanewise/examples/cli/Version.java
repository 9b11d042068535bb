package dev.lanewise.examples.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of Lanewise, as the module's jar states it. */
public final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"Lanewise " + text()};
  }

  static String text() {
    var descriptor = Version.class.getModule().getDescriptor();
    return descriptor == null ? onTheClassPath() : descriptor.rawVersion().orElse("(unversioned)");
  }

  private static String onTheClassPath() {
    return Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), "(unpackaged)");
  }
}
