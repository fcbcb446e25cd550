package io.rostrum.server.live;

import java.util.List;

/// A viewer who joins, with what it gets first.
///
/// @param snapshot   metadata, headers and the newest group of pictures; whoever takes the newcomer closes them
/// @param generation of the cache they are from
/// @param video      whether the stream has pictures
/// @param audio      whether it has sound
record Newcomer(Viewer viewer, List<MediaMessage> snapshot, long generation, boolean video, boolean audio)
        implements AutoCloseable {
    /// {@return bytes of media in the snapshot}
    long bytes() {
        return snapshot.stream().mapToLong(MediaMessage::bytes).sum();
    }

    /// {@return time of the newest message, 0 without one}
    long newestMillis() {
        return snapshot.isEmpty() ? 0 : snapshot.getLast().timestampMillis();
    }

    /// {@return whether the pictures that come next cannot be decoded: there is no key frame that they follow on}
    boolean needsKeyFrame() {
        return video && !snapshot.isEmpty() && snapshot.stream().noneMatch(MediaMessage::keyFrame);
    }

    @Override
    public void close() {
        snapshot.forEach(MediaMessage::close);
    }
}
