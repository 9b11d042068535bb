package dev.lanewise.images;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The one thing of a camera's notes that changes an image: how the camera was held. */
final class Exif {
  private static final int BEGINNING = 6;
  private static final int ORIENTATION = 0x112;
  private static final int ENTRY = 12;

  private Exif() {}

  /** The orientation that a segment's content tells; upright if it tells none. */
  static int orientation(byte[] file, int content) {
    int start = content + BEGINNING;
    if (file.length < start + 8 || file[content] != 'E' || file[content + 1] != 'x') {
      return Orientation.UPRIGHT;
    }
    ByteBuffer notes = ByteBuffer.wrap(file, start, file.length - start).slice();
    notes.order(notes.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = notes.getInt(4);
    if (directory < 0 || directory > notes.limit() - 2) {
      return Orientation.UPRIGHT;
    }
    int entries = Short.toUnsignedInt(notes.getShort(directory));
    for (int i = 0; i < entries; i++) {
      int at = directory + 2 + ENTRY * i;
      if (at > notes.limit() - ENTRY) {
        return Orientation.UPRIGHT;
      }
      if (Short.toUnsignedInt(notes.getShort(at)) == ORIENTATION) {
        return Orientation.checked(Short.toUnsignedInt(notes.getShort(at + 8)));
      }
    }
    return Orientation.UPRIGHT;
  }
}
