package io.rostrum.push.hls;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Follows one media playlist as a player does, and judges each version of it. Used by one thread at a time.
final class PlaylistWatch {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LEAST_POLL_MILLIS = 100;
    private static final int OK = 200;

    private final Web web;
    private final Checklist checklist;
    private final PlaylistRules rules;
    private final URI address;
    private @Nullable MediaPlaylist newest;
    private long grewNanos = System.nanoTime();

    PlaylistWatch(Web web, Checklist checklist, URI address) {
        this.web = web;
        this.checklist = checklist;
        this.rules = new PlaylistRules(checklist);
        this.address = address;
    }

    URI address() {
        return address;
    }

    /// {@return the newest version}
    ///
    /// @throws IOException if there was none
    MediaPlaylist newest() throws IOException {
        MediaPlaylist now = newest;
        if (now == null) {
            throw new IOException(address + " was not there");
        }
        return now;
    }

    /// Asks again and again until `deadlineNanos`, or the end of the stream.
    void follow(long deadlineNanos) throws IOException, InterruptedException {
        load(address);
        while (System.nanoTime() - deadlineNanos < 0 && !newest().ended()) {
            MediaPlaylist now = newest();
            if (now.header().control().yes("CAN-BLOCK-RELOAD")) {
                loadNext(now);
            } else {
                long pause = Math.max(LEAST_POLL_MILLIS, now.header().targetDuration() * 500);
                TimeUnit.MILLISECONDS.sleep(pause);
                load(address);
            }
        }
    }

    private void loadNext(MediaPlaylist now) throws IOException, InterruptedException {
        long sequence = now.lastSequence() + 1;
        boolean parts = now.header().partTarget() > 0;
        int part = now.open().size();
        Web.Answer answer = ask("_HLS_msn=" + sequence + (parts ? "&_HLS_part=" + part : ""), now);
        if (answer.status() != OK) {
            checklist.judge(
                    HlsRule.BLOCKING_RELOAD, answer.status() == 503, address.toString(), "answered " + answer.status());
            TimeUnit.MILLISECONDS.sleep(LEAST_POLL_MILLIS);
            return;
        }
        MediaPlaylist then = take(answer);
        boolean there = then.ended()
                || then.lastSequence() >= sequence
                || (parts && then.lastSequence() == sequence - 1 && then.open().size() > part);
        checklist.judge(
                HlsRule.BLOCKING_RELOAD,
                there,
                address.toString(),
                "answered after " + answer.millis() + " ms without segment " + sequence
                        + (parts ? ", part " + part : ""));
        if (!there) {
            TimeUnit.MILLISECONDS.sleep(LEAST_POLL_MILLIS); // a server that does not wait is not asked at full speed
        }
    }

    /// {@return the answer to a request with delivery directives}
    Web.Answer ask(String directives, MediaPlaylist now) throws IOException, InterruptedException {
        Duration limit = PATIENCE.plusSeconds(3 * now.header().targetDuration());
        return web.get(with(directives), Map.of(), limit);
    }

    private URI with(String directives) {
        String sign = address.getRawQuery() == null ? "?" : "&";
        return URI.create(address + sign + directives);
    }

    /// Loads the playlist as it is now.
    Web.Answer load() throws IOException, InterruptedException {
        return load(address);
    }

    private Web.Answer load(URI from) throws IOException, InterruptedException {
        Web.Answer answer = web.get(from, Map.of(), PATIENCE);
        if (answer.status() != OK) {
            throw new IOException(from + " answered " + answer.status());
        }
        take(answer);
        return answer;
    }

    private MediaPlaylist take(Web.Answer answer) throws IOException, InterruptedException {
        MediaPlaylist now = MediaPlaylist.parse(answer.text());
        MediaPlaylist before = newest;
        rules.one(address.toString(), now);
        if (before != null) {
            double seconds = (System.nanoTime() - grewNanos) / 1e9;
            rules.next(address.toString(), before, now, seconds);
            loadRemoved(before, now);
        }
        if (before == null || now.lastSequence() > before.lastSequence()) {
            grewNanos = System.nanoTime();
        }
        newest = now;
        return now;
    }

    /// What has just left the playlist must still be there.
    private void loadRemoved(MediaPlaylist before, MediaPlaylist now) throws IOException, InterruptedException {
        for (MediaPlaylist.Segment segment : before.segments()) {
            if (segment.sequence() < now.header().mediaSequence() && !segment.gap()) {
                URI media = Addresses.resolve(address, segment.uri());
                int status =
                        web.get(media, Map.of("Range", "bytes=0-0"), PATIENCE).status();
                checklist.judge(
                        HlsRule.AVAILABILITY,
                        status == OK || status == 206,
                        media.toString(),
                        "just removed from the playlist, answered " + status);
            }
        }
    }
}
