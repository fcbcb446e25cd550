package io.rostrum.server.relay;

import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.target.PushListener;
import io.rostrum.push.target.PushLoops;
import io.rostrum.push.target.PushSettings;
import io.rostrum.push.target.PushState;
import io.rostrum.push.target.PushTarget;
import io.rostrum.push.target.PushUrl;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.StreamListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One stream on its way to one other server: a queue and a connection of its own ([PushTarget]), which cost source and
/// viewers no more than a copy of each packet.
///
/// It connects when it is known what the stream carries. While the stream is interrupted the connection stays. Called
/// as
/// a listener on the stream's loop; the rest is for any thread.
final class Forward implements StreamListener {
    private static final Logger log = LoggerFactory.getLogger(Forward.class);
    /// Media that waits at most until both tracks have come.
    private static final long PATIENCE_MILLIS = 1_000;

    private final ForwardRule rule;
    private final LiveStream stream;
    private final PushUrl url;
    private final PushLoops loops;
    private final Reach reach;
    private final PacketMaker maker;
    private final Consumer<Forward> gone;
    private final List<Packet> waiting = new ArrayList<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile @Nullable PushTarget target;
    private volatile PushState.@Nullable Failed givenUp;
    private volatile boolean over;
    private int failures;

    /// @param gone told when nothing more is sent: the stream has ended, or [#stop()] was called
    Forward(
            ForwardRule rule,
            LiveStream stream,
            PushLoops loops,
            Reach reach,
            PacketPool pool,
            Consumer<Forward> gone) {
        this.rule = rule;
        this.stream = stream;
        this.url = rule.target(stream.name());
        this.loops = loops;
        this.reach = reach;
        this.maker = new PacketMaker(pool);
        this.gone = gone;
    }

    StreamName name() {
        return stream.name();
    }

    ForwardRule rule() {
        return rule;
    }

    ForwardStatus status() {
        PushTarget to = target;
        PushState.Failed failed = givenUp;
        PushState state = failed != null ? failed : to != null ? to.state() : new PushState.Idle();
        return new ForwardStatus(
                rule.id(), stream.name(), state, Optional.ofNullable(to).map(PushTarget::counters));
    }

    @Override
    public void message(MediaMessage message) {
        if (over) {
            return;
        }
        Packet packet = maker.packet(message);
        if (packet == null) {
            return;
        }
        PushTarget to = target;
        if (to != null) {
            to.accept(packet);
            return;
        }
        waiting.add(packet);
        boolean all = maker.kinds().size() == MediaKind.values().length;
        if (all || packet.dtsNanos() - waiting.getFirst().dtsNanos() >= PATIENCE_MILLIS * 1_000_000) {
            connect();
        }
    }

    private void connect() {
        PushSettings settings = PushSettings.DEFAULT
                .withKinds(maker.kinds())
                .withResolver((host, port) -> reach.addresses(host, port, !rule.fixed()));
        PushTarget made = PushTarget.start(url, settings, loops, new Tries());
        target = made;
        if (givenUp != null) { // by a try that failed before this line
            made.stop();
        }
        waiting.forEach(made::accept);
        waiting.clear();
    }

    /// Tries again at once, whatever came before.
    void retry() {
        PushTarget to = target;
        if (to != null && !over) {
            givenUp = null;
            to.restart();
        }
    }

    @Override
    public void ended() {
        over = true;
        gone.accept(this);
        waiting.forEach(Packet::close);
        waiting.clear();
        PushTarget to = target;
        if (to == null) {
            stopped.complete(null);
        } else {
            to.stop().whenComplete((_, _) -> stopped.complete(null));
        }
    }

    /// Takes it off the stream and ends the connection.
    void stop() {
        over = true;
        stream.removeListener(this);
        stream.loop().execute(this::ended);
    }

    /// {@return done when the connection is closed}
    CompletableFuture<Void> stopped() {
        return stopped;
    }

    /// Ends what the rule allows to fail so often and no more. On the target's network thread.
    private final class Tries implements PushListener {
        @Override
        public void stateChanged(PushState state) {
            if (state instanceof PushState.Live) {
                failures = 0;
            } else if (state instanceof PushState.Waiting waiting && rule.tries() > 0 && ++failures >= rule.tries()) {
                String why = waiting.why();
                failures = 0;
                givenUp = new PushState.Failed(
                        why, "It was tried " + rule.tries() + " times; see to the server there, then retry.");
                log.warn("[forward {}] [live {}] given up after {} tries: {}", url, name(), rule.tries(), why);
                PushTarget to = target;
                if (to != null) {
                    to.stop();
                }
            }
        }
    }
}
