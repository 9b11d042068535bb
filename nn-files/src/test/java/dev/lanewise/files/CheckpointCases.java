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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Checkpoints: damaged ones, and ones with right checksums that say what cannot be. */
final class CheckpointCases implements HostileFiles {
  private static final String FAMILY = "checkpoint";
  private static final Consumer<Path> LOADER = Checkpoint::load;
  private static final String NETWORK =
      "{\"input\":[1],\"layers\":[{\"type\":\"dense\",\"units\":1,\"activation\":\"relu\",\"alpha\":0}]}";
  private static final String TRAINER =
      "{\"optimizer\":\"Lion\",\"slots\":[1,1],\"step\":\"000000000000000a\",\"epochs\":1,"
          + "\"position\":5,\"epoch_loss\":\"0000000000000000\",\"epoch_correct\":4,"
          + "\"learning_rate\":\"3ff0000000000000\",\"schedule\":[],"
          + "\"seed\":\"ffffffffffffffff\",\"samples\":6}";

  /** The same as it is written now. */
  private static final String NOW =
      TRAINER
          .replace("\"epoch_loss\":\"0000000000000000\"", "\"epoch_losses\":[\"0000000000000000\"]")
          .replace("\"epoch_correct\":4", "\"epoch_corrects\":[4],\"frozen\":[]");

  @Override
  public Stream<HostileCase> all() throws IOException {
    byte[] good = good();
    return Stream.of(
            Damage.cut(FAMILY, good, LOADER),
            Damage.flipped(FAMILY, good, good.length, LOADER, Expected.REFUSED),
            HeaderLengths.of(FAMILY, good, LOADER),
            Damage.foreign(FAMILY, LOADER),
            sound().map(trainer -> trainer(trainer, Expected.ACCEPTED)),
            Stream.concat(trainers(), trainersNow())
                .map(trainer -> trainer(trainer, Expected.REFUSED)))
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

  private static Stream<String> sound() {
    return Stream.of(
        TRAINER,
        NOW,
        schedule(1, Double.POSITIVE_INFINITY, 0, 0),
        schedule(0, -1, 3, 2147483647),
        TRAINER.replace("\"Lion\"", "\"one of the caller's own\""),
        TRAINER.replace("\"Lion\"", "\"Sgd[learningRate=0.001, momentum=0.9, nesterov=false]\""));
  }

  private static String schedule(double... numbers) {
    return TRAINER.replace(
        "\"schedule\":[]",
        Arrays.stream(numbers)
            .mapToObj(number -> "\"" + bits(number) + "\"")
            .collect(Collectors.joining(",", "\"schedule\":[", "]")));
  }

  private static String bits(double number) {
    return HexFormat.of().toHexDigits(Double.doubleToRawLongBits(number));
  }

  private static Stream<String> trainers() {
    return Stream.of(
        "",
        "{}",
        "[]",
        "null",
        TRAINER.replace("[1,1]", "[1]"),
        TRAINER.replace("[1,1]", "[]"),
        TRAINER.replace("[1,1]", "[1,0,0]"),
        TRAINER.replace("[1,1]", "[0,1]"),
        TRAINER.replace("[1,1]", "[2,0]"),
        TRAINER.replace("[1,1]", "[-1,0]"),
        TRAINER.replace("[1,1]", "[2147483647,2147483647]"),
        TRAINER.replace("[1,1]", "[9223372036854775807,0]"),
        TRAINER.replace("[1,1]", "[" + "0,".repeat(100_000) + "0]"),
        TRAINER.replace("[1,1]", "[" + "1000,".repeat(9_999) + "1000]"),
        TRAINER.replace("[1,1]", "null"),
        TRAINER.replace("[1,1]", "[\"1\",\"0\"]"),
        TRAINER.replace("\"000000000000000a\"", "10"),
        TRAINER.replace("000000000000000a", "a"),
        TRAINER.replace("000000000000000a", "-00000000000000a"),
        TRAINER.replace("000000000000000a", "800000000000000a"),
        TRAINER.replace("000000000000000a", "00000000000000000a"),
        TRAINER.replace("000000000000000a", "\uff10".repeat(16)),
        TRAINER.replace("3ff0000000000000", "0.1"),
        TRAINER.replace("000000000000000a", "7fffffffffffffff"),
        TRAINER.replace("000000000000000a", "1000000000000001"),
        TRAINER.replace("000000000000000a", "0000000000000001"),
        TRAINER.replace("\"0000000000000000\"", "\"7ff8000000000000\""),
        TRAINER.replace("\"0000000000000000\"", "\"7ff0000000000000\""),
        TRAINER.replace("3ff0000000000000", "c014000000000000"),
        TRAINER.replace("3ff0000000000000", "0000000000000000"),
        TRAINER.replace("3ff0000000000000", "7ff0000000000000"),
        TRAINER.replace("3ff0000000000000", "7ff8000000000000"),
        TRAINER.replace("\"schedule\":[]", "\"schedule\":[1.5]"),
        TRAINER.replace("\"schedule\":[]", "\"schedule\":{}"),
        schedule(1),
        schedule(1, 2, 3),
        schedule(1, 2, 3, 0, 0),
        schedule(Double.NaN, 2, 3, 0),
        schedule(1, Double.NaN, 3, 0),
        schedule(-1, 2, 3, 0),
        schedule(1.5, 2, 3, 0),
        schedule(1, 2, -3, 0),
        schedule(1, 2, 0.5, 0),
        schedule(1, 2, 3, 1e300),
        TRAINER.replace("\"Lion\"", "\"Adam[learningRate=0.001, beta1=0.9]\""),
        TRAINER.replace("\"Lion\"", "\"Sgd[learningRate=0.001, momentum=0.0, nesterov=false]\""),
        TRAINER.replace("\"epochs\":1", "\"epochs\":2147483647"),
        TRAINER.replace("\"epochs\":1", "\"epochs\":10"),
        TRAINER.replace("\"epochs\":1", "\"epochs\":-1"),
        TRAINER.replace("\"epochs\":1", "\"epochs\":1.5"),
        TRAINER.replace("\"epochs\":1", "\"epochs\":2147483648"),
        TRAINER.replace("\"epochs\":1", "\"epochs\":1,\"epochs\":1"),
        TRAINER.replace("\"epochs\":1", "\"other\":1"),
        TRAINER.replace("\"position\":5", "\"position\":7"),
        TRAINER.replace("\"position\":5", "\"position\":-5"),
        TRAINER.replace("\"epoch_correct\":4", "\"epoch_correct\":6"),
        TRAINER.replace("\"samples\":6", "\"samples\":0"),
        TRAINER.replace("\"Lion\"", "null"),
        TRAINER.replace("\"Lion\"", "[".repeat(100_000)));
  }

  private static Stream<String> trainersNow() {
    return Stream.of(
        NOW.replace("\"frozen\":[]", "\"frozen\":[\"0.bias\"]"),
        NOW.replace("\"frozen\":[]", "\"frozen\":[\"0.bias\"]").replace("[1,1]", "[1,0]"),
        NOW.replace("\"frozen\":[]", "\"frozen\":[\"1.bias\"]"),
        NOW.replace("\"frozen\":[]", "\"frozen\":[\"\"]"),
        NOW.replace("\"frozen\":[]", "\"frozen\":[7]"),
        NOW.replace("\"frozen\":[]", "\"frozen\":\"0.bias\""),
        NOW.replace("\"frozen\":[]", "\"frozen\":null"),
        NOW.replace(",\"frozen\":[]", ""),
        NOW.replace(
            "\"frozen\":[]",
            IntStream.range(0, 150_000)
                .mapToObj(i -> "\"" + i + "\"")
                .collect(Collectors.joining(",", "\"frozen\":[", "]"))),
        NOW.replace("\"epoch_losses\":[", "\"epoch_losses\":[\"0000000000000000\","),
        NOW.replace("\"epoch_losses\":[\"0000000000000000\"]", "\"epoch_losses\":[]"),
        NOW.replace("\"epoch_losses\":[\"0000000000000000\"]", "\"epoch_losses\":[0]"),
        NOW.replace("\"epoch_losses\":[\"0000000000000000\"]", "\"epoch_losses\":{}"),
        NOW.replace("[\"0000000000000000\"]", "[\"7ff8000000000000\"]"),
        NOW.replace("\"epoch_corrects\":[4]", "\"epoch_corrects\":[4,4]"),
        NOW.replace("\"epoch_corrects\":[4]", "\"epoch_corrects\":[]"),
        NOW.replace("\"epoch_corrects\":[4]", "\"epoch_corrects\":[6]"),
        NOW.replace("\"epoch_corrects\":[4]", "\"epoch_corrects\":[-1]"),
        NOW.replace("\"epoch_corrects\":[4]", "\"epoch_corrects\":4"),
        NOW.replace("\"frozen\":[]", "\"frozen\":[],\"epoch_loss\":\"0000000000000000\""),
        NOW.replace("\"frozen\":[]", "\"frozen\":[],\"epoch_correct\":4"),
        TRAINER.replace("\"epochs\":1", "\"epochs\":1,\"frozen\":[]"));
  }

  private static HostileCase trainer(String trainer, Expected expected) {
    String tensors =
        String.join(
            ",",
            tensor("0.weight", "F32", "[1,1]", 0, 4),
            tensor("0.bias", "F32", "[1]", 4, 8),
            tensor("0.weight.slot.0", "F32", "[1,1]", 8, 12),
            tensor("0.bias.slot.0", "F32", "[1]", 12, 16));
    String checksums =
        "{'0.weight':'%1$s','0.bias':'%1$s','0.weight.slot.0':'%1$s','0.bias.slot.0':'%1$s'}"
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
        RawFile.of(header, 16),
        LOADER,
        expected);
  }
}
