package io.rostrum.capture.source;

import io.rostrum.capture.clock.MediaClock;
import java.time.Duration;

/// Something that can be put in a scene: a camera, a screen, a window, an image, a media file.
///
/// A source owns its capture thread. It calls the sink on that thread only, with strictly increasing timestamps, and
/// never after [#close()] has returned. Where nothing changes it repeats the last picture at least every
/// [#REPEAT_AT_LEAST], as a handle on the same memory: a source that is silent for longer counts as stuck.
public interface Source extends AutoCloseable {
    /// The longest time from one frame to the next of a source that is well.
    Duration REPEAT_AT_LEAST = Duration.ofMillis(500);

    /// {@return what this is, for people and log lines: `screen :0`, `talk.mp4`}
    String name();

    /// {@return whether this shows the world as it goes by, so that its first frames may be left out while it
    /// settles; a file is shown from its beginning}
    default boolean live() {
        return false;
    }

    /// {@return whether this lies over other sources, as a page of alerts does: while it is lost they are
    /// seen, and no slate in its place}
    default boolean overlay() {
        return false;
    }

    /// Opens the device and starts delivering. Blocks until it is open or has failed, ten seconds at most.
    ///
    /// @param clock every frame is stamped with its time of capture on this clock
    /// @param sink  takes ownership of every frame it is given
    /// @throws DeviceException if the device is missing, busy, or forbidden by the system
    void start(MediaClock clock, FrameSink sink) throws DeviceException;

    /// Asks to be told when it may be worth starting a source like this anew: such a device was plugged in. Goes on
    /// after this source was closed. Sources that nobody plugs in never tell.
    ///
    /// @param retry any thread, must not block
    /// @return to be closed, any number of times, to be told no more
    default AutoCloseable onReturn(Runnable retry) {
        return () -> {};
    }

    /// Stops delivering and releases the device. Idempotent; returns when the capture thread has ended.
    @Override
    void close();
}
