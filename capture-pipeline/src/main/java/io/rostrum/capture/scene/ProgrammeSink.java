package io.rostrum.capture.scene;

import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.PacketStamps;

/// Where programme pictures go. Called on the compositor's thread only.
@FunctionalInterface
public interface ProgrammeSink {
    /// {@return whether it was taken in; false when the receiver is behind and has closed it}
    ///
    /// @param frame  taken; its time is that of its tick
    /// @param stamps when its newest part was captured and when it was composed
    boolean frame(VideoFrame frame, PacketStamps stamps);
}
