package io.rostrum.server.transcode;

import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.MediaMessage.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a stream's source sends between two changes of it, and the ladder that is right for it. Confined to the
/// stream's loop, its queue aside.
final class LadderTake implements AutoCloseable {
    private static final Duration HELD = Duration.ofSeconds(10);
    private static final long HELD_BYTES = 32L << 20;
    private static final long FIRST_RETRY_MILLIS = 100;
    /// What has given pictures can do it again, however often something outside kills it.
    private static final long LONGEST_RETRY_AFTER_WORK_MILLIS = 2_000;
    private static final long LONGEST_RETRY_MILLIS = 30_000;
    private static final int MOST_DOUBLINGS = 10;

    private final ReplayQueue queue = new ReplayQueue(HELD, HELD_BYTES);
    private final LadderSource source = new LadderSource();
    private Optional<Ladder> ladder = Optional.empty();
    private long newestVideoMillis = -1;
    private long intervalMillis;
    private int failures;

    /// @param frame borrowed
    void add(MediaMessage frame) {
        queue.add(frame);
        if (frame.kind() == Kind.VIDEO) {
            intervalMillis = frame.timestampMillis() - Math.max(0, newestVideoMillis);
            newestVideoMillis = frame.timestampMillis();
        }
        if (ladder.isEmpty()) {
            source.add(frame);
        }
    }

    /// Chooses the ladder, once enough has come to know the source; without rungs where its header says no size.
    ///
    /// @param videoHeader borrowed
    /// @return whether this call chose it
    boolean choose(List<Rung> rungs, MediaMessage videoHeader, boolean sound) {
        if (ladder.isPresent() || !source.isKnown()) {
            return false;
        }
        ladder = Optional.of(source.describe(videoHeader, sound)
                .map(known -> Ladder.of(rungs, known))
                .orElseGet(() -> new Ladder(new Ladder.Source(0, 0, true, 0, false, 0), List.of())));
        return true;
    }

    /// {@return empty until it is chosen}
    Optional<Ladder> ladder() {
        return ladder;
    }

    /// {@return what transcoders read; this take's own}
    ReplayQueue queue() {
        return queue;
    }

    /// {@return time of the newest picture; -1 before the first}
    long newestVideoMillis() {
        return newestVideoMillis;
    }

    /// {@return time between the two newest pictures}
    long intervalMillis() {
        return intervalMillis;
    }

    /// A transcoder has ended by itself.
    ///
    /// @param worked whether it gave any picture
    /// @param well   whether it had worked for a while, so that this trouble is another than the last
    /// @return how long to wait before the next, milliseconds
    long failed(boolean worked, boolean well) {
        int before = well ? 0 : failures;
        failures = before + 1;
        long longest = worked ? LONGEST_RETRY_AFTER_WORK_MILLIS : LONGEST_RETRY_MILLIS;
        return Math.min(longest, FIRST_RETRY_MILLIS << Math.min(before, MOST_DOUBLINGS));
    }

    /// Nothing follows; what was added may still be read.
    void finish() {
        queue.finish();
    }

    @Override
    public void close() {
        queue.close();
    }
}
