package io.rostrum.push.target;

/// Hears what happens to a target, on the target's network thread: hand work on, and never block.
public interface PushListener {
    default void stateChanged(PushState state) {}

    /// The server spoke to the publisher (`onStatus`) without refusing anything.
    ///
    /// @param level `status`, `warning` or `error`
    /// @param code  such as `NetStream.Publish.Warning`; empty if there was none
    /// @param text  for people; empty if there was none
    default void serverSaid(String level, String code, String text) {}

    /// A connection stands that can only begin with a key frame, and none waits: one made now lets viewers see at
    /// once.
    default void keyFrameWanted() {}

    /// Four times a second while live.
    default void uplink(UplinkSample sample) {}
}
