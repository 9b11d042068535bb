package dev.lanewise.files;

import static dev.lanewise.files.RawFile.tensor;
import static dev.lanewise.files.RawFile.zeros;

import dev.lanewise.hostile.Damage;
import dev.lanewise.hostile.HostileCase;
import dev.lanewise.hostile.HostileCase.Expected;
import dev.lanewise.hostile.HostileFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Checkpoints: damaged ones, and ones with right checksums that say what cannot be. */
final class CheckpointCases implements HostileFiles {
  private static final String FAMILY = "checkpoint";
  private static final Consumer<Path> LOADER = Checkpoint::load;
  private static final String NETWORK =
      "{\"input\":[1],\"layers\":[{\"type\":\"dense\",\"units\":1,\"activation\":\"relu\",\"alpha\":0}]}";
  private static final String TRAINER =
      "{\"optimizer\":\"Adam\",\"slots\":[1,0],\"step\":\"000000000000000a\",\"epochs\":1,"
          + "\"position\":5,\"epoch_loss\":\"0000000000000000\",\"epoch_correct\":4,"
          + "\"learning_rate\":\"3ff0000000000000\",\"schedule\":[\"7ff0000000000000\"],"
          + "\"seed\":\"ffffffffffffffff\",\"samples\":6}";

  @Override
  public Stream<HostileCase> all() throws IOException {
    byte[] good = good();
    return Stream.of(
            Damage.cut(FAMILY, good, LOADER),
            Damage.flipped(FAMILY, good, good.length, LOADER, Expected.REFUSED),
            HeaderLengths.of(FAMILY, good, LOADER),
            Damage.foreign(FAMILY, LOADER),
            Stream.of(trainer(TRAINER, Expected.ACCEPTED)),
            trainers().map(trainer -> trainer(trainer, Expected.REFUSED)))
        .flatMap(cases -> cases);
  }

  private static byte[] good() throws IOException {
    Path file = Files.createTempFile("good", ".safetensors");
    try {
      Checkpoint.save(Fixtures.state(Fixtures.TINY.initialize(42)), file);
      return Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
  }

  private static Stream<String> trainers() {
    return Stream.of(
        "",
        "{}",
        "[]",
        "null",
        TRAINER.replace("[1,0]", "[1]"),
        TRAINER.replace("[1,0]", "[]"),
        TRAINER.replace("[1,0]", "[1,0,0]"),
        TRAINER.replace("[1,0]", "[0,1]"),
        TRAINER.replace("[1,0]", "[2,0]"),
        TRAINER.replace("[1,0]", "[-1,0]"),
        TRAINER.replace("[1,0]", "[2147483647,2147483647]"),
        TRAINER.replace("[1,0]", "[9223372036854775807,0]"),
        TRAINER.replace("[1,0]", "[" + "0,".repeat(100_000) + "0]"),
        TRAINER.replace("[1,0]", "[" + "1000,".repeat(9_999) + "1000]"),
        TRAINER.replace("[1,0]", "null"),
        TRAINER.replace("[1,0]", "[\"1\",\"0\"]"),
        TRAINER.replace("\"000000000000000a\"", "10"),
        TRAINER.replace("000000000000000a", "a"),
        TRAINER.replace("000000000000000a", "-00000000000000a"),
        TRAINER.replace("000000000000000a", "800000000000000a"),
        TRAINER.replace("000000000000000a", "00000000000000000a"),
        TRAINER.replace("000000000000000a", "\uff10".repeat(16)),
        TRAINER.replace("3ff0000000000000", "0.1"),
        TRAINER.replace("[\"7ff0000000000000\"]", "[1.5]"),
        TRAINER.replace("[\"7ff0000000000000\"]", "{}"),
        TRAINER.replace("\"epochs\":1", "\"epochs\":-1"),
        TRAINER.replace("\"epochs\":1", "\"epochs\":1.5"),
        TRAINER.replace("\"epochs\":1", "\"epochs\":2147483648"),
        TRAINER.replace("\"epochs\":1", "\"epochs\":1,\"epochs\":1"),
        TRAINER.replace("\"epochs\":1", "\"other\":1"),
        TRAINER.replace("\"position\":5", "\"position\":7"),
        TRAINER.replace("\"position\":5", "\"position\":-5"),
        TRAINER.replace("\"epoch_correct\":4", "\"epoch_correct\":6"),
        TRAINER.replace("\"samples\":6", "\"samples\":0"),
        TRAINER.replace("\"Adam\"", "null"),
        TRAINER.replace("\"Adam\"", "[".repeat(100_000)));
  }

  private static HostileCase trainer(String trainer, Expected expected) {
    String tensors =
        String.join(
            ",",
            tensor("0.weight", "F32", "[1,1]", 0, 4),
            tensor("0.bias", "F32", "[1]", 4, 8),
            tensor("0.weight.slot.0", "F32", "[1,1]", 8, 12));
    String checksums =
        "{'0.weight':'%1$s','0.bias':'%1$s','0.weight.slot.0':'%1$s'}"
            .formatted(zeros(4))
            .replace('\'', '"');
    String header =
        RawFile.sealed(
            RawFile.entry("format", "checkpoint")
                + RawFile.entry("version", "1")
                + RawFile.entry("network", NETWORK)
                + RawFile.entry("trainer", trainer)
                + RawFile.entry("checksums", checksums)
                + "},"
                + tensors
                + "}");
    return HostileCase.of(
        FAMILY,
        trainer.substring(0, Math.min(200, trainer.length())),
        RawFile.of(header, 12),
        LOADER,
        expected);
  }
}
