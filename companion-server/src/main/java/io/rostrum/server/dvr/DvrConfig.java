package io.rostrum.server.dvr;

import java.time.Duration;

/// `dvr` in rostrum.yaml, where every key is explained.
///
/// @param enabled       whether viewers can go back
/// @param window        how far
/// @param streamBytes   most that one stream takes on the disk
/// @param keepFreeBytes what stays free on it
public record DvrConfig(boolean enabled, Duration window, long streamBytes, long keepFreeBytes) {
    public static final DvrConfig DEFAULT = new DvrConfig(false, Duration.ofHours(2), 4L << 30, 1L << 30);
}
