package io.rostrum.server.hls;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Playlist requests that wait for a segment (draft-pantos-hls-rfc8216bis §6.2.5.2): a player that names the segment it
/// wants next learns of it the moment it is there, instead of up to a target duration later. Thread-safe.
///
/// There are no parts, so a part asked for means its segment.
final class BlockingReload {
    /// How far ahead of the newest segment a request may ask.
    private static final long MAX_AHEAD = 2;
    /// Target durations that a request waits before it is refused.
    static final int PATIENCE = 3;

    private static final int MAX_DIGITS = 18;
    static final String MSN = "_HLS_msn";
    static final String PART = "_HLS_part";

    private final Set<Waiting> waiting = new HashSet<>();
    private long newest = -1;
    private boolean ended;

    private record Waiting(long sequence, CompletableFuture<Void> there) {}

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
        for (String part : parts) {
            number(PART, part);
        }
        if (sequences.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return awaitSegment(number(MSN, sequences.getFirst()));
    }

    private synchronized CompletableFuture<Void> awaitSegment(long sequence) throws HttpException {
        if (ended || sequence <= newest) {
            return CompletableFuture.completedFuture(null);
        }
        if (sequence > newest + MAX_AHEAD) {
            throw refusal(MSN + ": " + sequence + " (expected: at most " + (newest + MAX_AHEAD) + ")");
        }
        CompletableFuture<Void> there = new CompletableFuture<>();
        Waiting wait = new Waiting(sequence, there);
        waiting.add(wait);
        there.whenComplete((_, _) -> forget(wait));
        return there;
    }

    private synchronized void forget(Waiting wait) {
        waiting.remove(wait);
    }

    /// A segment is listed; or, with `ended`, nothing more will be.
    void advanced(long sequence, boolean isEnded) {
        List<Waiting> served = new ArrayList<>();
        synchronized (this) {
            newest = sequence;
            ended |= isEnded;
            waiting.removeIf(wait -> (ended || wait.sequence() <= newest) && served.add(wait));
        }
        served.forEach(wait -> wait.there().complete(null));
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
