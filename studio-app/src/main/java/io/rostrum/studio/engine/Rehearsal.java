package io.rostrum.studio.engine;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.session.Programme;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.Rational;
import java.util.concurrent.atomic.AtomicLong;

/// Counts what a programme is encoded to, from its making to its report.
final class Rehearsal implements PacketSink, AutoCloseable {
    private final Programme programme;
    private final OutputSetting setting;
    private final long beganNanos = System.nanoTime();
    private final long lostBefore;
    private final AtomicLong pictures = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

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
            bytes.addAndGet(packet.size());
            if (packet.kind() == MediaKind.VIDEO) {
                pictures.incrementAndGet();
            }
        }
    }

    TestReport report() {
        double seconds = (System.nanoTime() - beganNanos) / 1e9;
        Rational rate = programme.frameRate();
        return new TestReport(
                setting.size(),
                pictures.get() / seconds,
                (double) rate.numerator() / rate.denominator(),
                (int) (bytes.get() * Byte.SIZE / seconds),
                lost() - lostBefore,
                programme.stats().encoder().name());
    }

    @Override
    public void close() {
        programme.remove(this);
    }
}
