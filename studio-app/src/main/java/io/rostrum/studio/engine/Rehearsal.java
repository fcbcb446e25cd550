package io.rostrum.studio.engine;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.session.Programme;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.Rational;

/// Counts what a programme is encoded to, from its making to its report.
final class Rehearsal implements PacketSink, AutoCloseable {
    private final Programme programme;
    private final OutputSetting setting;
    private final long lostBefore;

    // Guarded by this:
    private long pictures;
    private long bytes;
    private long firstNanos;
    private long lastNanos;

    Rehearsal(Programme programme, OutputSetting setting) {
        this.programme = programme;
        this.setting = setting;
        lostBefore = lost();
        programme.add(this, TrackSet.FIRST);
    }

    private long lost() {
        var stats = programme.stats().compositor();
        return stats.skippedLate() + stats.droppedFull();
    }

    @Override
    public void accept(Packet packet) {
        try (packet) {
            count(packet.size(), packet.kind() == MediaKind.VIDEO, packet.ptsNanos());
        }
    }

    private synchronized void count(int size, boolean picture, long ptsNanos) {
        if (picture) {
            firstNanos = pictures == 0 ? ptsNanos : Math.min(firstNanos, ptsNanos);
            lastNanos = pictures == 0 ? ptsNanos : Math.max(lastNanos, ptsNanos);
            pictures++;
        }
        bytes += pictures == 0 ? 0 : size;
    }

    /// {@return what came, by the pictures' own times: what is still on its way through mixer and encoder has not been
    /// left out}
    synchronized TestReport report() {
        Rational rate = programme.frameRate();
        double wanted = (double) rate.numerator() / rate.denominator();
        double seconds = (lastNanos - firstNanos) / 1e9;
        return new TestReport(
                setting.size(),
                pictures < 2 ? 0 : (pictures - 1) / seconds,
                wanted,
                pictures < 2 ? 0 : (int) (bytes * Byte.SIZE / (seconds + 1 / wanted)),
                lost() - lostBefore,
                programme.stats().encoder().name());
    }

    @Override
    public void close() {
        programme.remove(this);
    }
}
