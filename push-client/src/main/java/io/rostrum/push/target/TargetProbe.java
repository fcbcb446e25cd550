package io.rostrum.push.target;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Tries whether a server could be sent to, as far as that goes without publishing: its name, TCP, TLS where wanted,
/// the handshake, and `connect` (RTMP 1.0 §7.2.1.1). Servers look at the key only when a stream begins, so that is not
/// known. Confined to one loop.
public final class TargetProbe {
    /// What came of it.
    public sealed interface Result {
        /// The server takes connections and knows the application.
        ///
        /// @param took from looking up the name to the answer
        record Reached(Duration took) implements Result {}

        /// @param why      what happened, in a sentence without a full stop
        /// @param whatToDo in a sentence; empty where waiting may help
        record NotReached(String why, String whatToDo) implements Result {}
    }

    private final PushUrl url;
    private final EventLoop loop;
    private final long beganNanos = System.nanoTime();
    private final CompletableFuture<Result> result = new CompletableFuture<>();
    private final PublishSession session;
    private @Nullable Channel channel;

    private TargetProbe(PushUrl url, PushLoops loops) {
        this.url = url;
        this.loop = loops.next();
        this.session = new PublishSession(url, loops.deviceToken(), new Answers());
    }

    /// @param patience for all of it
    /// @param resolver looks up the name
    /// @param loops    borrowed, closed after the result is there
    /// @return never fails; completes on a network thread
    public static CompletableFuture<Result> of(PushUrl url, Duration patience, Resolver resolver, PushLoops loops) {
        TargetProbe probe = new TargetProbe(url, loops);
        PushLoops.tell(probe.loop, () -> probe.open(patience, resolver, loops));
        return probe.result;
    }

    private void open(Duration patience, Resolver resolver, PushLoops loops) {
        Future<?> timeout = loop.schedule(
                () -> done(new Result.NotReached(
                        "No answer from " + url.hostAndPort() + " within " + patience.toSeconds() + " s", "")),
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
        result.whenComplete((_, _) -> timeout.cancel(false));
        PushConnector.open(url, resolver, loops, loop, session, patience).addListener((Future<Channel> opened) -> {
            if (!opened.isSuccess()) {
                done(trouble(opened.cause()));
            } else if (result.isDone()) {
                opened.getNow().close();
            } else {
                channel = opened.getNow();
                session.begin(opened.getNow());
            }
        });
    }

    private Result trouble(@Nullable Throwable cause) {
        ConnectionTrouble trouble = ConnectionTrouble.of(url, cause);
        String whatToDo = trouble.whatToDo();
        return new Result.NotReached(trouble.why(), whatToDo == null ? "" : whatToDo);
    }

    private void done(Result how) {
        result.complete(how);
        Channel open = channel;
        if (open != null) {
            open.close();
        }
    }

    /// Hears the server until there is a result.
    private final class Answers implements PublishSession.Owner {
        @Override
        public boolean connected(PublishSession connected) {
            done(new Result.Reached(Duration.ofNanos(System.nanoTime() - beganNanos)));
            return false;
        }

        @Override
        public void publishing(PublishSession publishing) {
            done(new Result.Reached(Duration.ofNanos(System.nanoTime() - beganNanos)));
        }

        @Override
        public void refused(PublishSession refused, Refusal refusal) {
            done(new Result.NotReached(refusal.why(), refusal.whatToDo()));
        }

        @Override
        public void notTaken(PublishSession refused, Refusal refusal) {
            done(new Result.NotReached(refusal.why(), ""));
        }

        @Override
        public void said(Refusal status) {
            // what it says beside its answers is of no matter here
        }

        @Override
        public void sentAway(Optional<String> tcUrl) {
            done(new Result.Reached(Duration.ofNanos(System.nanoTime() - beganNanos)));
        }

        @Override
        public void writable(PublishSession writable) {
            // nothing waits to be written
        }

        @Override
        public void ended(PublishSession ended, @Nullable Throwable cause) {
            done(trouble(cause));
        }
    }
}
