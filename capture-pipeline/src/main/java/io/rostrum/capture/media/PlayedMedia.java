package io.rostrum.capture.media;

import io.rostrum.capture.audio.AudioSource;
import io.rostrum.capture.source.Source;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.push.packet.MediaKind;
import java.time.Duration;
import java.util.Optional;

/// Pictures, sound, or both, played at their own speed in one time, and steered from outside. Thread-safe.
public sealed interface PlayedMedia permits MediaFile, MediaPlaylist {
    /// Where in a file it is.
    ///
    /// @param whole how long the file is
    record Position(Duration at, Duration whole) {}

    /// {@return the pictures}
    ///
    /// @param frames gives their memory
    Source video(FramePool frames);

    /// {@return the sound}
    AudioSource audio();

    /// Plays without a part from now on, as if it had never been wanted: the other one waits for it no more.
    void leaveOut(MediaKind kind);

    /// {@return where in the file it is; empty while it does not play, and for files without a length}
    Optional<Position> position();

    /// Goes to another place in the file; before its beginning is the beginning, and behind its end, too. The
    /// last picture stays for the moment that takes. Blocks for as long. Nothing happens while it does not
    /// play.
    void seek(Duration to);
}
