package io.rostrum.capture.record;

import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.Rational;
import org.jspecify.annotations.Nullable;

/// Leaves out of a recording what comes while it is paused. What comes after begins with a key frame and moves up, so
/// that its first picture follows the last one before the pause, and sound keeps its distance to the pictures.
/// Thread-safe.
final class PauseGate {
    private static final long NONE = Long.MIN_VALUE;

    private boolean paused;
    private boolean waitsForKeyFrame;
    /// How much earlier packets are now than they came.
    private long shiftNanos;
    /// When the pictures that went through have ended, as they came out.
    private long endNanos = NONE;

    synchronized void pause() {
        paused = true;
    }

    synchronized void resume() {
        if (paused) {
            paused = false;
            waitsForKeyFrame = endNanos != NONE;
        }
    }

    /// Takes the packet.
    ///
    /// @return what is recorded of it, which then belongs to the caller; null for one that is left out
    synchronized @Nullable Packet pass(Packet packet) {
        boolean begins = packet.isVideo() && packet.keyFrame();
        if (paused || (waitsForKeyFrame && !begins)) {
            packet.close();
            return null;
        }
        if (waitsForKeyFrame) {
            waitsForKeyFrame = false;
            shiftNanos = packet.ptsNanos() - endNanos;
        }
        Packet passed = shiftNanos == 0 ? packet : earlier(packet);
        if (passed.parameters() instanceof CodecParameters.Video video) {
            endNanos = Math.max(endNanos, passed.ptsNanos() + frameNanos(video.frameRate()));
        }
        return passed;
    }

    private Packet earlier(Packet packet) {
        try (packet) {
            return packet.earlier(shiftNanos);
        }
    }

    private static long frameNanos(Rational rate) {
        return rate.nanosOfTick(1);
    }
}
