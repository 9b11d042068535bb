package dev.lanewise.files;

import dev.lanewise.Shape;
import dev.lanewise.hostile.Damage;
import dev.lanewise.hostile.HostileCase;
import dev.lanewise.hostile.HostileCase.Expected;
import dev.lanewise.hostile.HostileFiles;
import dev.lanewise.layers.Conv2d;
import dev.lanewise.layers.Dense;
import dev.lanewise.layers.Flatten;
import dev.lanewise.nn.Network;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Networks as JSON text, which has no checksums: a digit that changed is another network. */
final class NetworkFileCases implements HostileFiles {
  private static final String FAMILY = "network";
  private static final int LONGEST = 1 << 23;

  private final Consumer<Path> loader = NetworkFile::load;

  @Override
  public Stream<HostileCase> all() {
    String text =
        NetworkJson.write(
            Network.of(Shape.of(5, 5, 3), new Conv2d(16, 3), new Flatten(), new Dense(2)),
            new Where("network", "file", ""));
    byte[] good = text.getBytes(StandardCharsets.UTF_8);
    return Stream.of(
            Stream.of(HostileCase.of(FAMILY, "good", good, loader, Expected.ACCEPTED)),
            Damage.cut(FAMILY, good, loader),
            Damage.flipped(FAMILY, good, good.length, loader, Expected.EITHER),
            Damage.foreign(FAMILY, loader),
            sizes(text))
        .flatMap(cases -> cases);
  }

  private Stream<HostileCase> sizes(String text) {
    return Stream.of(
        refused("spaces", () -> " ".repeat(LONGEST - 2) + "{}"),
        refused("brackets", () -> "[".repeat(LONGEST)),
        refused("objects", () -> "{\"nodes\":[" + "{},".repeat(2_000_000) + "{}]}"),
        refused("a long name", () -> "{\"" + "n".repeat(LONGEST - 6) + "\":1}"),
        refused("a long text", () -> "{\"nodes\":\"" + "é".repeat(LONGEST / 3) + "\"}"),
        refused("too long", () -> text + " ".repeat(LONGEST)),
        refused("units", () -> text.replace("\"units\":16", "\"units\":2147483647")));
  }

  /** With a text that is made when it is needed, since there is not room for all of them. */
  private HostileCase refused(String name, Supplier<String> text) {
    return HostileCase.of(
        FAMILY, name, file -> Files.writeString(file, text.get()), loader, Expected.REFUSED);
  }
}
