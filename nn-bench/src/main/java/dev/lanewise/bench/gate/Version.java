package dev.lanewise.bench.gate;

/** The two versions that are compared. */
enum Version {
  /** The one to compare with. */
  BASE,
  /** The one to judge. */
  NEW
}
