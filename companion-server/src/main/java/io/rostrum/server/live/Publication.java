package io.rostrum.server.live;

import io.netty.buffer.ByteBuf;
import io.rostrum.server.live.LiveCounters.Dropped;
import io.rostrum.server.live.MediaMessage.Kind;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// A publisher's right to a stream. Used on the publisher's loop.
///
/// When the stream lives on another loop, because its first publisher did, messages are handed over; those under way
/// are bounded in bytes, and what does not fit is dropped up to the next key frame.
public final class Publication {
    private static final long MAX_UNDER_WAY_BYTES = 16L << 20;

    /// How a publisher went away.
    public enum End {
        /// It said that it stops.
        STOPPED,
        /// Its connection was lost.
        LOST
    }

    private final LiveStream stream;
    private final Publisher publisher;
    private final AtomicLong underWayBytes = new AtomicLong();
    private boolean needsKeyFrame;
    private boolean ended;

    Publication(LiveStream stream, Publisher publisher) {
        this.stream = stream;
        this.publisher = publisher;
    }

    public LiveStream stream() {
        return stream;
    }

    Publisher publisher() {
        return publisher;
    }

    /// {@return why `candidate` may take the stream over, in words; empty where it may not}
    ///
    /// @param silent whether this publication has had nothing to say for a while
    Optional<String> reasonToYield(Publisher candidate, boolean silent) {
        if (silent) {
            return Optional.of("it had sent nothing for a while");
        }
        if (publisher.deviceToken().isPresent() && publisher.deviceToken().equals(candidate.deviceToken())) {
            return Optional.of("the same device connected again");
        }
        boolean otherKey = candidate
                .key()
                .filter(key -> publisher.key().map(key::replaces).orElse(true))
                .isPresent();
        return otherKey ? Optional.of("the stream has another key now") : Optional.empty();
    }

    /// Adds a message to the stream.
    ///
    /// @param rawMillis the RTMP timestamp, unsigned 32 bits
    /// @param payload   an FLV tag body; taken
    public void send(Kind kind, long rawMillis, ByteBuf payload) {
        MediaMessage message = MediaMessage.of(kind, rawMillis, payload);
        if (ended) {
            message.close();
        } else if (stream.loop().inEventLoop()) {
            stream.accept(this, message);
        } else {
            handOver(message);
        }
    }

    private void handOver(MediaMessage message) {
        if (!message.sequenceHeader()) {
            boolean full = underWayBytes.get() > MAX_UNDER_WAY_BYTES;
            needsKeyFrame |= full && message.isFrame();
            needsKeyFrame &= full || !message.keyFrame();
            if (full || (needsKeyFrame && message.kind() == Kind.VIDEO)) {
                stream.counters().dropped(Dropped.BUSY_LOOP, 1);
                message.close();
                return;
            }
        }
        int bytes = message.bytes();
        underWayBytes.addAndGet(bytes);
        stream.loop().execute(() -> {
            underWayBytes.addAndGet(-bytes);
            stream.accept(this, message);
        });
    }

    /// Gives the stream back: it waits for a publisher to return, then ends. Idempotent.
    public void end(End how) {
        if (!ended) {
            ended = true;
            stream.onLoop(() -> stream.publisherGone(this, how));
        }
    }
}
