package dev.lanewise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.Shape;
import dev.lanewise.data.ImageDataset;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MnistDataTest {
  private static final Pattern CHECKSUM = Pattern.compile("\\| `(.+?\\.gz)` \\| `([0-9a-f]{64})`");

  @Test
  void filesHaveTheChecksumsThatTheReadmeStates() throws Exception {
    Map<String, String> stated =
        CHECKSUM
            .matcher(new String(content("README.md"), StandardCharsets.UTF_8))
            .results()
            .collect(Collectors.toMap(match -> match.group(1), MnistDataTest::sum));
    assertEquals(4, stated.size());
    for (Map.Entry<String, String> file : stated.entrySet()) {
      assertEquals(file.getValue(), sha256(content(file.getKey())), file.getKey());
    }
  }

  private static String sum(MatchResult match) {
    return match.group(2);
  }

  private static byte[] content(String file) throws IOException {
    try (InputStream in = MnistData.open(file)) {
      return in.readAllBytes();
    }
  }

  private static String sha256(byte[] content) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }

  @Test
  void hasTheImagesOfThePublishedSet() {
    ImageDataset training = MnistData.training();
    assertEquals(60_000, training.size());
    assertEquals(Shape.of(28, 28, 1), training.inputShape());
    assertEquals(10, training.classes());
    assertEquals(5, training.labels(0));

    ImageDataset test = MnistData.test();
    assertEquals(10_000, test.size());
    assertEquals(7, test.labels(0));
  }
}
