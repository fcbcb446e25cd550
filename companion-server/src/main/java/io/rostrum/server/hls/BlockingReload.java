package io.rostrum.server.hls;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/// Requests that wait for a segment or a part (draft-pantos-hls-rfc8216bis §6.2.5.2, §6.2.6): a player that names what
/// it
/// wants next learns of it the moment it is there, instead of up to a target duration later. Thread-safe; a request
/// that
/// waits holds no thread.
final class BlockingReload {
    /// How far ahead of the newest segment a request may ask.
    private static final long MAX_AHEAD = 2;
    /// How far ahead of the newest part a request may ask: the Advance Part Limit (§6.2.5.2), as a time.
    private static final long MAX_PARTS_AHEAD_MILLIS = 3_000;

    private static final int LEAST_PARTS_AHEAD = 3;
    /// Target durations that a request waits before it is refused.
    static final int PATIENCE = 3;

    private static final int MAX_DIGITS = 18;
    /// Stands for: the whole segment.
    private static final int WHOLE = -1;

    static final String MSN = "_HLS_msn";
    static final String PART = "_HLS_part";
    static final String SKIP = "_HLS_skip";

    private static final State NOTHING = new State(-1, 0, 0, 0);

    private final LongSupplier nanoTime;
    private final Set<Waiting> waiting = new HashSet<>();
    private State state = NOTHING;
    private boolean ended;

    /// What there is.
    ///
    /// @param newest      newest whole segment; -1 before the first
    /// @param newestParts parts it has
    /// @param openParts   parts that the segment after it has
    /// @param partMillis  the part target; 0 without parts
    record State(long newest, int newestParts, int openParts, long partMillis) {
        private boolean holds(long sequence, int part) {
            if (sequence <= newest - 1) {
                return true;
            }
            if (sequence == newest) { // beyond its last part: the first of the next segment (§6.2.5.2)
                return part < newestParts || newestParts == 0 || openParts > 0;
            }
            return sequence == newest + 1 && part != WHOLE && part < openParts;
        }

        /// {@return parts from the newest one to that one}
        private long ahead(long sequence, int part) {
            return sequence == newest + 1 ? part + 1L - openParts : sequence == newest + 2 ? part + 1L : 0;
        }

        private long mostAhead() {
            long most = partMillis == 0 ? 0 : (MAX_PARTS_AHEAD_MILLIS + partMillis - 1) / partMillis;
            return Math.max(LEAST_PARTS_AHEAD, most);
        }
    }

    private record Waiting(long sequence, int part, long sinceNanos, CompletableFuture<Void> there) {}

    /// @param nanoTime a monotonic clock
    BlockingReload(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// Completes at once where nothing is to be waited for.
    ///
    /// @throws HttpException 400 for directives that make no sense or ask too far ahead
    CompletableFuture<Void> await(Request request) throws HttpException {
        List<String> sequences = request.query().getOrDefault(MSN, List.of());
        List<String> parts = request.query().getOrDefault(PART, List.of());
        if (sequences.size() > 1 || parts.size() > 1 || (sequences.isEmpty() && !parts.isEmpty())) {
            throw refusal(MSN + " and " + PART + ": " + sequences.size() + " and " + parts.size()
                    + " times (expected: once each at most, the second not without the first)");
        }
        long part = parts.isEmpty() ? WHOLE : number(PART, parts.getFirst());
        if (sequences.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return awaitMedia(number(MSN, sequences.getFirst()), part);
    }

    private synchronized CompletableFuture<Void> awaitMedia(long sequence, long part) throws HttpException {
        if (ended || sequence < state.newest()) {
            return CompletableFuture.completedFuture(null);
        }
        if (sequence > state.newest() + MAX_AHEAD) {
            throw refusal(MSN + ": " + sequence + " (expected: at most " + (state.newest() + MAX_AHEAD) + ")");
        }
        int index = (int) Math.min(part, Integer.MAX_VALUE - 1);
        if (state.ahead(sequence, index) > state.mostAhead()) {
            throw refusal(PART + ": " + part + " (expected: at most " + state.mostAhead() + " after the newest)");
        }
        return awaitPart(sequence, index);
    }

    /// {@return done when the part is there, or it will not be; cancelled by [#expire]}
    synchronized CompletableFuture<Void> awaitPart(long sequence, int part) {
        if (ended || state.holds(sequence, part)) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> there = new CompletableFuture<>();
        Waiting wait = new Waiting(sequence, part, nanoTime.getAsLong(), there);
        waiting.add(wait);
        there.whenComplete((_, _) -> forget(wait));
        return there;
    }

    private synchronized void forget(Waiting wait) {
        waiting.remove(wait);
    }

    /// More is listed; or, with `isEnded`, nothing more will be.
    void advanced(State now, boolean isEnded) {
        List<Waiting> served = new ArrayList<>();
        synchronized (this) {
            state = now;
            ended |= isEnded;
            waiting.removeIf(wait -> (ended || state.holds(wait.sequence(), wait.part())) && served.add(wait));
        }
        served.forEach(wait -> wait.there().complete(null));
    }

    /// Gives up those that have waited for longer than `patienceNanos`: they are cancelled. One look at all of them now
    /// and then costs less than a timer for each.
    void expire(long patienceNanos) {
        long now = nanoTime.getAsLong();
        List<Waiting> late = new ArrayList<>();
        synchronized (this) {
            waiting.removeIf(wait -> now - wait.sinceNanos() > patienceNanos && late.add(wait));
        }
        late.forEach(wait -> wait.there().cancel(false));
    }

    /// There is nothing, and nothing will be.
    void over() {
        advanced(NOTHING, true);
    }

    synchronized int waiting() {
        return waiting.size();
    }

    private static long number(String name, String text) throws HttpException {
        if (text.isEmpty() || text.length() > MAX_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw refusal(name + ": not a number (expected: decimal digits)");
        }
        return Long.parseLong(text);
    }

    private static HttpException refusal(String words) {
        return new HttpException(HttpResponseStatus.BAD_REQUEST, words);
    }
}
