package io.rostrum.server.live;

import io.rostrum.server.live.LiveConfig.GopLimits;
import io.rostrum.server.live.MediaMessage.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a viewer who joins needs to start at once: metadata, sequence headers, and all since the newest key frame.
///
/// Bounded: a group of pictures that passes a limit is given up whole (a picture without its predecessors decodes to
/// smear) and nothing is kept until the next key frame. A stream without video keeps its last second of sound.
/// Confined to the stream's loop.
final class GopCache implements AutoCloseable {
    private static final long AUDIO_ONLY_MILLIS = 1_000;

    private final GopLimits limits;
    private final ArrayDeque<MediaMessage> frames = new ArrayDeque<>();
    private @Nullable MediaMessage metadata;
    private @Nullable MediaMessage videoHeader;
    private @Nullable MediaMessage audioHeader;
    private long bytes;
    private long generation;
    private boolean video;
    private boolean decodable;

    GopCache(GopLimits limits) {
        this.limits = limits;
    }

    /// @param message borrowed
    void add(MediaMessage message) {
        if (message.sequenceHeader()) {
            addHeader(message);
        } else if (message.kind() == Kind.DATA) {
            return; // a cue of its moment: nothing to a viewer who joins later
        } else if (message.kind() == Kind.VIDEO) {
            addVideo(message);
        } else if (decodable || !video) {
            keep(message);
            trim();
        }
    }

    private void addHeader(MediaMessage message) {
        generation++;
        if (message.kind() == Kind.DATA) {
            metadata = replace(metadata, message);
            return;
        }
        if (message.kind() == Kind.AUDIO) {
            audioHeader = replace(audioHeader, message);
            return;
        }
        boolean changed = videoHeader != null && !videoHeader.payload().equals(message.payload());
        videoHeader = replace(videoHeader, message);
        video = true;
        if (changed) {
            clearFrames(); // the frames kept so far need the old configuration
        }
    }

    private void addVideo(MediaMessage message) {
        video = true;
        if (message.keyFrame()) {
            clearFrames();
            decodable = true;
        }
        if (decodable) {
            keep(message);
            trim();
        }
    }

    private void keep(MediaMessage message) {
        generation += frames.isEmpty() ? 1 : 0; // headers get the time of the first frame
        frames.add(message.retain());
        bytes += message.bytes();
    }

    private void trim() {
        if (!video) {
            while (span() > AUDIO_ONLY_MILLIS || frames.size() > limits.frames()) {
                dropFirst();
            }
        }
        if (frames.size() > limits.frames()
                || bytes > limits.bytes()
                || span() > limits.span().toMillis()) {
            clearFrames();
        }
    }

    private void dropFirst() {
        generation++;
        try (MediaMessage first = frames.removeFirst()) {
            bytes -= first.bytes();
        }
    }

    private long span() {
        return frames.isEmpty()
                ? 0
                : frames.getLast().timestampMillis() - frames.getFirst().timestampMillis();
    }

    /// {@return handles for a viewer, in the order to be sent; the receiver closes them}
    List<MediaMessage> snapshot() {
        List<MediaMessage> all = new ArrayList<>(frames.size() + 3);
        long millis = frames.isEmpty() ? -1 : frames.getFirst().timestampMillis();
        if (metadata != null) {
            all.add(metadata.retain().at(0)); // FFmpeg takes script data at any other time for a subtitle track
        }
        for (MediaMessage header : new @Nullable MediaMessage[] {videoHeader, audioHeader}) {
            if (header != null) {
                MediaMessage handle = header.retain();
                all.add(millis < 0 ? handle : handle.at(millis));
            }
        }
        frames.forEach(frame -> all.add(frame.retain()));
        return all;
    }

    /// {@return a number that stays the same as long as snapshots only become longer}
    long generation() {
        return generation;
    }

    boolean hasMetadata() {
        return metadata != null;
    }

    boolean hasVideo() {
        return videoHeader != null;
    }

    boolean hasAudio() {
        return audioHeader != null;
    }

    int frames() {
        return frames.size();
    }

    long bytes() {
        return bytes;
    }

    /// {@return media time kept, milliseconds}
    long millis() {
        return span();
    }

    void clearFrames() {
        generation++;
        frames.forEach(MediaMessage::close);
        frames.clear();
        bytes = 0;
        decodable = false;
    }

    /// Forgets everything, headers too.
    @Override
    public void close() {
        clearFrames();
        metadata = close(metadata);
        videoHeader = close(videoHeader);
        audioHeader = close(audioHeader);
        video = false;
    }

    private static MediaMessage replace(@Nullable MediaMessage old, MediaMessage message) {
        close(old);
        return message.retain();
    }

    private static @Nullable MediaMessage close(@Nullable MediaMessage message) {
        if (message != null) {
            message.close();
        }
        return null;
    }
}
