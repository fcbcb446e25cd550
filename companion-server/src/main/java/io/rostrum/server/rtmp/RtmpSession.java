package io.rostrum.server.rtmp;

import io.netty.channel.EventLoop;
import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.rtmp.RtmpMessage;
import io.rostrum.push.rtmp.RtmpMessage.Command;
import io.rostrum.server.auth.KeyId;
import io.rostrum.server.auth.PublishAuthorizer;
import io.rostrum.server.auth.PublishAuthorizer.Decision;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.hook.Client;
import io.rostrum.server.hook.Gate;
import io.rostrum.server.hook.RequestQuery;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.OnDemand;
import io.rostrum.server.live.StreamRegistry;
import io.rostrum.server.playback.PlaybackGate.Verdict;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers the commands of one connection (RTMP 1.0 §7.2), which publishes one stream or plays one. Confined to the
/// channel's loop.
final class RtmpSession {
    /// What all connections share.
    ///
    /// @param streams  for publishers
    /// @param onDemand for players
    /// @param blocking runs what waits for the disk
    record Shared(StreamRegistry streams, OnDemand onDemand, Gate gate, Executor blocking, RtmpCounters counters) {}

    private static final Logger log = LoggerFactory.getLogger(RtmpSession.class);
    private static final String APP = RtmpServer.APP;
    /// What every connection is asked to acknowledge, and allowed to send without being acknowledged.
    private static final long WINDOW_BYTES = 2_500_000;

    private final RtmpPeer peer;
    private final InetAddress address;
    private final Shared shared;
    private boolean connected;
    private String tcUrl = "";
    private String via = "";
    private Optional<Secret> deviceToken = Optional.empty();
    private @Nullable PublishRole publishing;
    private @Nullable PlayRole playing;
    private boolean deciding;

    RtmpSession(RtmpPeer peer, InetAddress address, Shared shared) {
        this.peer = peer;
        this.address = address;
        this.shared = shared;
    }

    /// @param message taken
    void media(RtmpMessage.Media message) {
        if (publishing != null) {
            publishing.media(message);
        } else {
            message.release();
        }
    }

    void command(Command command) {
        if (!connected && !command.name().equals("connect")) {
            peer.send(Replies.error(command, "Connect first."));
            return;
        }
        switch (command.name()) {
            case "connect" -> connect(command);
            case "createStream" -> peer.send(Replies.result(command, AmfValue.of(RtmpFraming.MESSAGE_STREAM_ID)));
            case "publish" -> publish(command);
            case "play" -> play(command);
            case "pause", "pauseRaw" -> pause(command);
            case "receiveAudio", "receiveVideo" -> receive(command);
            case "seek" -> {} // a live stream has one place
            case "FCUnpublish", "deleteStream", "closeStream" -> {
                stop();
                answerIfAsked(command);
            }
            case "releaseStream", "FCPublish", "_checkbw" -> answerIfAsked(command);
            case "FCSubscribe" -> {
                peer.send(Replies.onFc("onFCSubscribe", "NetStream.Play.Start", "Subscribed."));
                answerIfAsked(command);
            }
            case "getStreamLength" -> peer.send(Replies.result(command, AmfValue.of(0)));
            case "_result", "_error", "onStatus" -> {} // nothing was asked
            default -> peer.send(Replies.error(command, "This server does not know the command."));
        }
    }

    private void answerIfAsked(Command command) {
        if (command.transactionId() != 0) {
            peer.send(Replies.result(command, AmfValue.UNDEFINED));
        }
    }

    /// §7.2.1.1
    private void connect(Command command) {
        AmfValue.AmfProperties options = command.argument(0) instanceof AmfValue.AmfProperties properties
                ? properties
                : AmfValue.properties().object();
        String app = withoutQuery(options.text("app", ""));
        while (app.endsWith("/")) {
            app = app.substring(0, app.length() - 1);
        }
        if (!app.equals(APP)) {
            peer.send(Replies.connectRefused(
                    command.transactionId(),
                    "NetConnection.Connect.InvalidApp",
                    "The application is not known here (expected: rtmp://host/" + APP + ")."));
            peer.close("asked for another application than " + APP);
            return;
        }
        String token = options.text("deviceToken", "");
        deviceToken = token.isEmpty() ? Optional.empty() : Optional.of(new Secret(token));
        connected = true;
        tcUrl = options.text("tcUrl", "");
        via = options.text("rostrumVia", "");
        peer.send(new RtmpMessage.WindowAckSize(WINDOW_BYTES));
        peer.send(new RtmpMessage.SetPeerBandwidth(WINDOW_BYTES, 2));
        peer.send(new RtmpMessage.SetChunkSize(RtmpFraming.CHUNK_SIZE));
        peer.send(Replies.connected(command.transactionId()));
    }

    /// §7.2.2.6. `record` and `append` are taken for `live`.
    private void publish(Command command) {
        if (deciding || publishing != null || playing != null) {
            peer.send(Replies.error(command, "This connection carries a stream already."));
            return;
        }
        deciding = true;
        peer.pause(); // what follows waits until it is known whether it may
        Secret key = new Secret(withoutQuery(command.text(1, "")));
        Client who = client(command.text(1, ""));
        shared.blocking().execute(() -> decide(key, who));
    }

    private Client client(String nameAndQuery) {
        return new Client(
                peer.channel().id().asShortText(), address, tcUrl, RequestQuery.withoutToken(query(nameAndQuery)));
    }

    /// On a thread that may wait. Whatever goes wrong, the publisher gets an answer.
    private void decide(Secret key, Client who) {
        EventLoop loop = peer.channel().eventLoop();
        try {
            Decision decision = shared.gate().publish(key, who);
            loop.execute(() -> decided(decision, who));
        } catch (Throwable defect) {
            log.error("[rtmp] it could not be decided whether {} may publish", peer.label(), defect);
            loop.execute(this::undecided);
        }
    }

    private void undecided() {
        peer.send(Replies.status(
                "error",
                "NetStream.Publish.Denied",
                "This server could not look at the stream key. Its log says why."));
        peer.close("may not publish: a fault of this server");
    }

    private void decided(Decision decision, Client who) {
        deciding = false;
        if (!peer.channel().isActive()) {
            if (decision instanceof Decision.Allowed allowed) {
                shared.gate()
                        .unpublished(allowed.stream(), who); // whoever was told that it begins learns that it does not
            }
            return;
        }
        switch (decision) {
            case Decision.Allowed(StreamName name, Optional<KeyId> key) -> {
                peer.roleTaken();
                Runnable over = () -> shared.gate().unpublished(name, who);
                publishing = new PublishRole(peer, name, key, deviceToken, shared.counters(), over);
                shared.streams().publish(name, publishing);
            }
            case Decision.Denied(PublishAuthorizer.Reason reason, String why) -> {
                peer.send(Replies.status("error", "NetStream.Publish.Denied", why));
                peer.close("may not publish: " + reason);
            }
        }
    }

    /// §7.2.2.1. Start, duration and reset mean nothing to a live stream.
    private void play(Command command) {
        if (deciding || publishing != null || playing != null) {
            peer.send(Replies.error(command, "This connection carries a stream already."));
            return;
        }
        String wanted = command.text(1, "");
        Optional<StreamName> name = StreamName.parse(withoutQuery(wanted));
        Verdict verdict = name.map(known -> shared.gate().door().decide(known, query(wanted), address))
                .orElseGet(Verdict.Open::new);
        if (verdict instanceof Verdict.Refused refused) {
            peer.send(Replies.status("error", "NetStream.Play.Failed", refused.words()));
            peer.close("may not play " + name.map(StreamName::value).orElse(""));
            return;
        }
        Optional<LiveStream> stream = name.flatMap(known -> shared.onDemand().find(known, via));
        if (stream.isEmpty()) {
            peer.send(Replies.status("error", "NetStream.Play.StreamNotFound", "No such stream is live now."));
            return;
        }
        if (!shared.gate().asksPlayers()) {
            begin(stream.get(), verdict);
            return;
        }
        deciding = true;
        peer.pause();
        Client who = client(wanted);
        EventLoop loop = peer.channel().eventLoop();
        shared.blocking().execute(() -> {
            boolean may = shared.gate().mayPlay(stream.get().name(), who);
            loop.execute(() -> decided(stream.get(), verdict, may, who));
        });
    }

    private void decided(LiveStream stream, Verdict verdict, boolean may, Client who) {
        deciding = false;
        if (!peer.channel().isActive()) {
            if (may) {
                shared.gate().stopped(stream.name(), who);
            }
            return;
        }
        if (!may) {
            peer.send(
                    Replies.status("error", "NetStream.Play.Failed", "The operator does not allow you to play this."));
            peer.close("may not play " + stream.name());
            return;
        }
        peer.channel().closeFuture().addListener(_ -> shared.gate().stopped(stream.name(), who));
        begin(stream, verdict);
        peer.resume();
    }

    private void begin(LiveStream stream, Verdict verdict) {
        peer.roleTaken();
        shared.gate().door().playing(stream.name(), verdict, address, peer.channel());
        playing = new PlayRole(peer, stream);
        playing.start();
    }

    private void pause(Command command) {
        if (playing != null) {
            playing.pause(command.argument(1) instanceof AmfValue.AmfBoolean(boolean pause) && pause);
        }
    }

    private void receive(Command command) {
        if (playing == null) {
            return;
        }
        boolean wanted = !(command.argument(1) instanceof AmfValue.AmfBoolean(boolean flag)) || flag;
        if (command.name().equals("receiveAudio")) {
            playing.receive(wanted, playing.video());
        } else {
            playing.receive(playing.audio(), wanted);
        }
        if (wanted) {
            peer.send(Replies.status("status", "NetStream.Seek.Notify", "Going on at the live edge."));
            peer.send(Replies.status("status", "NetStream.Play.Start", "Going on at the live edge."));
        }
    }

    private void stop() {
        if (publishing != null) {
            publishing.stop();
            publishing = null;
        }
        if (playing != null) {
            peer.close("stopped playing");
        }
    }

    /// The connection is gone.
    void lost() {
        if (publishing != null) {
            publishing.lost();
            publishing = null;
        }
    }

    private static String query(String text) {
        int question = text.indexOf('?');
        return question < 0 ? "" : text.substring(question + 1);
    }

    private static String withoutQuery(String text) {
        int question = text.indexOf('?');
        return question < 0 ? text : text.substring(0, question);
    }
}
