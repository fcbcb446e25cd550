package io.rostrum.server.live;

import io.rostrum.server.live.MediaMessage.Kind;
import io.rostrum.server.live.StreamInspector.UnsupportedCodecException;
import java.util.Optional;
import java.util.function.Consumer;

/// Makes what publishers send fit for those who watch: one continuous time, without what nobody can use and without
/// headers that say nothing new; and knows what it is that they send. Confined to the stream's loop.
final class Intake {
    private final LiveCounters counters;
    private final Timeline timeline = new Timeline();
    private final HeaderLimit headers = new HeaderLimit();
    private StreamInspector inspector = new StreamInspector(_ -> {});
    private long heardNanos;
    private long bytesThisSecond;
    private long bitsPerSecond;
    private long bytes;
    private int framesThisSecond;
    private int framesPerSecond;
    private Punctuality punctuality = new Punctuality();

    /// No viewer could play what comes, in words for its publisher.
    static final class UnfitException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String words;

        UnfitException(String words) {
            this.words = words;
        }

        @Override
        public String getMessage() {
            return words;
        }
    }

    Intake(LiveCounters counters) {
        this.counters = counters;
    }

    /// A publisher begins, or comes back.
    ///
    /// @param warn told what viewers will suffer from
    void begin(long nowNanos, Consumer<StreamWarning> warn) {
        timeline.restart();
        headers.restart();
        inspector = new StreamInspector(warn);
        heardNanos = nowNanos;
        punctuality = new Punctuality();
    }

    /// @param raw borrowed; its time is the publisher's
    /// @return the same at the stream's time, borrowed too; empty where it is left out
    /// @throws UnfitException if the publication is to end
    Optional<MediaMessage> take(MediaMessage raw, long nowNanos) throws UnfitException {
        heardNanos = nowNanos;
        bytesThisSecond += raw.bytes();
        bytes += raw.bytes();
        counters.bytesIn(raw.bytes());
        long jumps = timeline.jumps();
        if (isLeftOut(raw) || (raw.sequenceHeader() && !passesHeader(raw))) {
            return Optional.empty();
        }
        MediaMessage message = raw.at(timeline.next(raw.kind(), raw.isFrame(), raw.timestampMillis(), nowNanos));
        if (timeline.jumps() > jumps) {
            inspector.jumped();
            punctuality = new Punctuality();
        }
        if (message.isFrame()) {
            framesThisSecond += message.kind() == Kind.VIDEO ? 1 : 0;
            punctuality.came(message.timestampMillis(), nowNanos);
        }
        return Optional.of(message);
    }

    private boolean isLeftOut(MediaMessage raw) throws UnfitException {
        try {
            return inspector.inspect(raw, timeline.newestMillis()) == StreamInspector.Verdict.DROP;
        } catch (UnsupportedCodecException e) {
            throw new UnfitException(e.getMessage());
        }
    }

    private boolean passesHeader(MediaMessage header) throws UnfitException {
        HeaderLimit.Verdict verdict = headers.look(header, heardNanos);
        if (verdict == HeaderLimit.Verdict.TOO_OFTEN && header.kind() == Kind.DATA) {
            inspector.warn(new StreamWarning(
                    "MetadataTooOften",
                    "Metadata changed so often that some of it was left out; viewers are told what the stream is, not"
                            + " what happens in it."));
        } else if (verdict == HeaderLimit.Verdict.TOO_OFTEN) {
            throw new UnfitException(
                    "sequence headers: another one too often (expected: a few a minute), for viewers begin anew with each");
        }
        return verdict == HeaderLimit.Verdict.NEW;
    }

    /// {@return metadata made of what is known, for a publisher that sends none; the caller closes it}
    MediaMessage metadata() {
        return inspector.metadata().at(timeline.newestMillis());
    }

    /// Viewers suffer from something that was found elsewhere.
    void warn(StreamWarning warning) {
        inspector.warn(warning);
    }

    /// {@return what the publisher of now sends}
    StreamInspector inspector() {
        return inspector;
    }

    /// {@return how long nothing has come}
    long silentNanos(long nowNanos) {
        return nowNanos - heardNanos;
    }

    /// A second is over.
    void everySecond(long nowNanos) {
        bitsPerSecond = bytesThisSecond * Byte.SIZE;
        bytesThisSecond = 0;
        framesPerSecond = framesThisSecond;
        framesThisSecond = 0;
        punctuality.everySecond(nowNanos);
        if (punctuality.isUnsteady()) {
            inspector.unsteady(Punctuality.UNSTEADY_MILLIS);
        }
    }

    /// {@return pictures that came in the second before}
    int framesPerSecond() {
        return framesPerSecond;
    }

    /// {@return by how much what came in the last second or two was late}
    int jitterMillis(long nowNanos) {
        return punctuality.jitterMillis(nowNanos);
    }

    /// {@return what came since the stream began}
    long bytes() {
        return bytes;
    }

    /// {@return what came in the second before}
    long bitsPerSecond() {
        return bitsPerSecond;
    }
}
