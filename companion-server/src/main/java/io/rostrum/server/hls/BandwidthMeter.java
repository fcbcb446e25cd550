package io.rostrum.server.hls;

import java.util.List;

/// Measures `BANDWIDTH` and `AVERAGE-BANDWIDTH` (draft-pantos-hls-rfc8216bis §4.4.6.2). Confined to one thread.
///
/// The peak is the greatest bit rate of any run of segments between half and one and a half target durations long,
/// since the stream began.
final class BandwidthMeter {
    private long peak;

    /// @param listed        oldest first, the newest one new since the last call
    /// @param targetSeconds of the playlist
    void measure(List<Segment> listed, int targetSeconds) {
        long bytes = 0;
        long millis = 0;
        for (int i = listed.size() - 1; i >= 0; i--) {
            if (listed.get(i).gap()) {
                break;
            }
            bytes += listed.get(i).bytes();
            millis += listed.get(i).durationMillis();
            if (millis > 1500L * targetSeconds) {
                break;
            }
            if (millis >= 500L * targetSeconds) {
                peak = Math.max(peak, bytes * 8_000 / millis);
            }
        }
    }

    /// {@return bits a second; that of `listed` where no run was long enough yet}
    long peakBitsPerSecond(List<Segment> listed) {
        return Math.max(1, Math.max(peak, averageBitsPerSecond(listed)));
    }

    static long averageBitsPerSecond(List<Segment> listed) {
        long bytes = 0;
        long millis = 0;
        for (Segment segment : listed) {
            if (!segment.gap()) {
                bytes += segment.bytes();
                millis += segment.durationMillis();
            }
        }
        return Math.max(1, bytes * 8_000 / Math.max(1, millis));
    }
}
