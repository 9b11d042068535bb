package dev.lanewise.images;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Puts a camera's notes into a JPEG file. */
final class ExifNotes {

  private ExifNotes() {}

  static byte[] insert(byte[] jpeg, int orientation, boolean bigEndian) {
    ByteBuffer notes = ByteBuffer.allocate(6 + 8 + 2 + 2 * 12 + 4);
    notes.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    notes.order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    notes.put((bigEndian ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
    notes.putShort((short) 42).putInt(8).putShort((short) 2);
    notes
        .putShort((short) 0x100)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) 32)
        .putShort((short) 0);
    notes.putShort((short) 0x112).putShort((short) 3).putInt(1);
    notes.putShort((short) orientation).putShort((short) 0).putInt(0);
    ByteBuffer file = ByteBuffer.allocate(jpeg.length + 4 + notes.capacity());
    file.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) (2 + notes.capacity()));
    return file.put(notes.array()).put(jpeg, 2, jpeg.length - 2).array();
  }
}
