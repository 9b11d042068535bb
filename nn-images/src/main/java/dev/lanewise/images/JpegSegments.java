package dev.lanewise.images;

import java.util.Optional;

/**
 * The segments of a JPEG file, which begin with 0xff and a marker. The JDK's reader fills what is
 * missing with grey, and leaves the orientation to others.
 */
final class JpegSegments {
  private static final int PREFIX = 0xff;
  private static final int START_OF_SCAN = 0xda;
  private static final int END = 0xd9;
  private static final int APPLICATION_1 = 0xe1;

  /** Far more than any encoder writes; each scan costs as much time as the image is large. */
  private static final int MOST_SCANS = 100;

  private final byte[] file;
  private int scans;
  private boolean ended;
  private int orientation = Orientation.UPRIGHT;

  private JpegSegments(byte[] file) {
    this.file = file;
  }

  static JpegSegments of(byte[] file) {
    JpegSegments segments = new JpegSegments(file);
    segments.walk();
    return segments;
  }

  /** What is wrong with the file, if something is. */
  Optional<String> damage() {
    if (scans > MOST_SCANS) {
      return Optional.of("more than %s scans".formatted(MOST_SCANS));
    }
    return ended
        ? Optional.empty()
        : Optional.of("no end of the image after %s bytes".formatted(file.length));
  }

  /** The orientation by EXIF, from 1 to 8. */
  int orientation() {
    return orientation;
  }

  /** Goes from marker to marker; what lies between 0xff and a zero, or is no marker, is data. */
  private void walk() {
    int at = 2;
    while (at + 1 < file.length && !ended && scans <= MOST_SCANS) {
      int marker = unsigned(at + 1);
      if (unsigned(at) != PREFIX || !isMarker(marker)) {
        at++;
      } else if (marker == END) {
        ended = scans > 0;
        at += 2;
      } else {
        segment(marker, at + 4);
        at += 2 + (at + 3 < file.length ? unsigned(at + 2) << 8 | unsigned(at + 3) : 0);
      }
    }
  }

  private void segment(int marker, int content) {
    if (marker == START_OF_SCAN) {
      scans++;
    } else if (marker == APPLICATION_1 && orientation == Orientation.UPRIGHT) {
      orientation = Exif.orientation(file, content);
    }
  }

  /** Whether a byte after 0xff begins a segment or ends the image: no stuffing, no restart. */
  private static boolean isMarker(int marker) {
    return marker >= 0xc0 && marker < PREFIX && !(marker >= 0xd0 && marker < END);
  }

  private int unsigned(int at) {
    return file[at] & 0xff;
  }
}
