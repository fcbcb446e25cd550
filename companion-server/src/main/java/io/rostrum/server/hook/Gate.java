package io.rostrum.server.hook;

import io.rostrum.server.auth.PublishAuthorizer;
import io.rostrum.server.auth.PublishAuthorizer.Decision;
import io.rostrum.server.auth.PublishAuthorizer.Reason;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.hook.CallbackConfig.Event;
import io.rostrum.server.hook.Callbacks.Answer;
import io.rostrum.server.playback.PlaybackDoor;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who may publish and who may play: the stream keys of this server and, where the configuration names them, callbacks.
///
/// Questions block, on the disk and the network. Thread-safe.
public final class Gate {
    private static final Logger log = LoggerFactory.getLogger(Gate.class);

    private final PublishAuthorizer authorizer;
    private final CallbackConfig config;
    private final Callbacks callbacks;
    private final PlaybackDoor door;

    /// @param app      RTMP's application
    /// @param executor virtual threads
    /// @param door     decides before any callback is asked who may play
    public Gate(PublishAuthorizer authorizer, CallbackConfig config, String app, Executor executor, PlaybackDoor door) {
        this.authorizer = authorizer;
        this.config = config;
        this.callbacks = new Callbacks(config, app, executor);
        this.door = door;
    }

    /// @param given what stands where the stream key belongs, without what is behind `?`
    public Decision publish(Secret given, Client who) {
        if (!callbacks.wants(Event.PUBLISH)) {
            Decision decision = authorizer.decide(given, who.address());
            return decision instanceof Decision.Allowed allowed
                    ? objected(allowed.stream(), who).orElse(decision)
                    : decision;
        }
        if (config.keys()) {
            Decision decision = authorizer.decide(given, who.address());
            return decision instanceof Decision.Allowed allowed ? ask(allowed, who) : decision;
        }
        Optional<Decision> tooSoon = authorizer.tooSoon(who.address());
        if (tooSoon.isPresent()) {
            return tooSoon.get();
        }
        Optional<StreamName> name = StreamName.parse(given.reveal());
        return name.isEmpty()
                ? authorizer.refuse(
                        Reason.BAD_NAME,
                        "The stream name is not allowed (expected: " + StreamName.GRAMMAR + ").",
                        who.address())
                : ask(new Decision.Allowed(name.get(), Optional.empty()), who);
    }

    /// {@return a refusal of whoever publishes from where that stream may not be published from}
    private Optional<Decision> objected(StreamName stream, Client who) {
        return door.publishObjection(stream, who.address())
                .map(words -> authorizer.refuse(Reason.WRONG_ADDRESS, words, who.address()));
    }

    private Decision ask(Decision.Allowed allowed, Client who) {
        Optional<Decision> refusal = objected(allowed.stream(), who);
        return refusal.isPresent() ? refusal.get() : asked(allowed, who);
    }

    private Decision asked(Decision.Allowed allowed, Client who) {
        return switch (callbacks.ask(Event.PUBLISH, allowed.stream(), who)) {
            case Answer.Allowed(Optional<StreamName> renamed) -> {
                StreamName stream = renamed.orElse(allowed.stream());
                Optional<Decision> refusal = renamed.flatMap(_ -> objected(stream, who));
                refusal.ifPresent(_ -> unpublished(stream, who)); // it was told that it begins
                yield refusal.orElseGet(() -> new Decision.Allowed(stream, allowed.key()));
            }
            case Answer.Refused _ ->
                authorizer.refuse(
                        Reason.CALLBACK_REFUSED,
                        "The operator's application does not allow this stream.",
                        who.address());
            case Answer.Down(String why) -> {
                warn(Event.PUBLISH, allowed.stream(), why, config.publishWhenDown());
                yield config.publishWhenDown()
                        ? allowed
                        : authorizer.refuse(
                                Reason.CALLBACK_DOWN,
                                "The operator's application, which decides who may publish, does not answer; try"
                                        + " again.",
                                who.address());
            }
        };
    }

    private static void warn(Event event, StreamName stream, String why, boolean allowed) {
        log.warn(
                "[callback {}] [live {}] no answer, {}: {}",
                event.srs(),
                stream,
                allowed ? "allowed all the same" : "refused",
                why);
    }

    /// {@return where players over RTMP come in}
    public PlaybackDoor door() {
        return door;
    }

    /// {@return whether somebody must be asked before a viewer may play: then [#mayPlay] waits for it}
    public boolean asksPlayers() {
        return callbacks.wants(Event.PLAY);
    }

    public boolean mayPlay(StreamName stream, Client who) {
        return switch (callbacks.ask(Event.PLAY, stream, who)) {
            case Answer.Allowed _ -> true;
            case Answer.Refused _ -> false;
            case Answer.Down(String why) -> {
                warn(Event.PLAY, stream, why, config.playWhenDown());
                yield config.playWhenDown();
            }
        };
    }

    /// A publisher is gone. Does not wait.
    public void unpublished(StreamName stream, Client who) {
        callbacks.tell(Event.UNPUBLISH, stream, who);
    }

    /// A viewer is gone. Does not wait.
    public void stopped(StreamName stream, Client who) {
        callbacks.tell(Event.STOP, stream, who);
    }
}
