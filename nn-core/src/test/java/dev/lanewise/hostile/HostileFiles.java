package dev.lanewise.hostile;

import java.io.IOException;
import java.util.stream.Stream;

/** A family of hostile cases; a class of them has a constructor without parameters. */
public interface HostileFiles {
  /** The cases, made one after the other as they are asked for. */
  Stream<HostileCase> all() throws IOException;
}
