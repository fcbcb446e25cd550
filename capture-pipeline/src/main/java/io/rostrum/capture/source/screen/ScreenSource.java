package io.rostrum.capture.source.screen;

import io.rostrum.capture.source.Source;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.push.packet.Rational;

/// The way this system lets its screen be seen: X11, also the X server inside a Wayland session, which shows X windows
/// only.
public final class ScreenSource {
    private ScreenSource() {}

    /// @param rate the most frames a second worth taking: the programme's
    /// @param pool gives the frames' memory
    public static Source of(ScreenTarget target, Rational rate, FramePool pool) {
        return new X11ScreenSource(target, rate, pool, System.getenv());
    }
}
