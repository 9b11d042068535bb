package dev.lanewise.images;

/** Changes the values of an image where it is: contrast, brightness, cut-out. */
final class Retouch {
  private final Augmentation augmentation;
  private final int height;
  private final int width;
  private final int channels;

  Retouch(Augmentation augmentation, int height, int width, int channels) {
    this.augmentation = augmentation;
    this.height = height;
    this.width = width;
    this.channels = channels;
  }

  void run(long key, float[] fill, float[] values, int at) {
    if (augmentation.contrast() > 0) {
      contrast(
          (float) (1 + Draws.within(augmentation.contrast(), key, Draws.CONTRAST)), values, at);
    }
    if (augmentation.brightness() > 0) {
      float more = (float) Draws.within(augmentation.brightness(), key, Draws.BRIGHTNESS);
      for (int i = at; i < at + height * width * channels; i++) {
        values[i] += more;
      }
    }
    if (augmentation.cutOut() > 0) {
      cutOut(key, fill, values, at);
    }
  }

  private void contrast(float factor, float[] values, int at) {
    int end = at + height * width * channels;
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      for (int i = at + c; i < end; i += channels) {
        sum += values[i];
      }
      float mean = (float) (sum / ((double) height * width));
      for (int i = at + c; i < end; i += channels) {
        values[i] = mean + factor * (values[i] - mean);
      }
    }
  }

  private void cutOut(long key, float[] fill, float[] values, int at) {
    int side = augmentation.cutOut();
    int top = Draws.below(height, key, Draws.CUT_DOWN) - side / 2;
    int left = Draws.below(width, key, Draws.CUT_ACROSS) - side / 2;
    for (int y = Math.max(0, top); y < Math.min(height, top + side); y++) {
      for (int x = Math.max(0, left); x < Math.min(width, left + side); x++) {
        System.arraycopy(fill, 0, values, at + (y * width + x) * channels, channels);
      }
    }
  }
}
