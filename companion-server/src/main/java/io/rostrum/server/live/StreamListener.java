package io.rostrum.server.live;

/// Sees everything of one stream, on the stream's loop, where nothing may block.
///
/// A listener that throws is logged and taken off the stream; publisher and viewers do not notice.
public interface StreamListener {
    /// The listener is attached. Metadata, sequence headers and the frames since the newest key frame follow as
    /// messages, then what is new.
    default void started(LiveStream stream) {}

    /// @param message borrowed: whoever keeps it takes a handle with [MediaMessage#retain()]
    void message(MediaMessage message);

    /// The publisher is gone; it may come back within the window of the configuration.
    default void interrupted() {}

    /// A publisher has come back: timestamps go on where they stood, sequence headers and a key frame come again.
    default void resumed() {}

    /// The stream is over; nothing follows.
    default void ended() {}
}
