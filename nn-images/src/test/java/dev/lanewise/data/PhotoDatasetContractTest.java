package dev.lanewise.data;

import dev.lanewise.Shape;
import dev.lanewise.images.ImageFolder;
import dev.lanewise.images.ImageSettings;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;

class PhotoDatasetContractTest extends DatasetContract {
  @TempDir private Path directory;

  @Override
  Dataset dataset() {
    try {
      for (String name : List.of("a/1.png", "b/1.png", "b/2.png")) {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR);
        image.setRGB(0, 0, name.hashCode());
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ImageFolder.open(directory).read(ImageSettings.rgb(1, 1));
  }

  @Override
  float[][] expectedInputs() {
    return new float[][] {inputs("a/1.png"), inputs("b/1.png"), inputs("b/2.png")};
  }

  private static float[] inputs(String name) {
    int colour = name.hashCode();
    return new float[] {
      (colour >> 16 & 0xff) / 255f, (colour >> 8 & 0xff) / 255f, (colour & 0xff) / 255f
    };
  }

  @Override
  float[][] expectedTargets() {
    return new float[][] {{0}, {1}, {1}};
  }

  @Override
  Shape expectedShape() {
    return Shape.of(1, 1, 3);
  }
}
