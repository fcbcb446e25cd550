package io.rostrum.studio.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.rostrum.push.target.PushUrl;
import io.rostrum.studio.engine.ForwardedDestinations;
import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import io.rostrum.studio.server.OperatorApi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// What a companion server sends on for a broadcast, and words for the user when that changes. Looked at by one thread
/// at a time.
final class Forwards implements AutoCloseable {
    /// @param server what its operator may ask
    /// @param stream that is published there
    /// @param urls   where the server sends it on to
    record Wanted(OperatorApi server, String stream, List<PushUrl> urls) {
        Wanted {
            urls = List.copyOf(urls);
        }
    }

    private final List<PushUrl> urls;
    private final ForwardedDestinations forwarded;
    private final Consumer<String> say;
    private final Map<PushUrl, String> troubles = new HashMap<>();

    /// @param say takes sentences for the user; any thread
    Forwards(Wanted wanted, Consumer<String> say) {
        this.urls = wanted.urls();
        this.say = say;
        forwarded = new ForwardedDestinations(
                () -> Optional.of(wanted.server()),
                wanted.stream(),
                "broadcast-" + Integer.toHexString(wanted.stream().hashCode()) + "-");
        forwarded.want(urls.stream().distinct().collect(Collectors.toMap(Forwards::id, Forwards::id)));
    }

    private static String id(PushUrl url) {
        return url.tcUrl() + "/" + url.key();
    }

    private DestinationState state(PushUrl url) {
        return forwarded.state(id(url));
    }

    /// Tells what is new; to be called now and then.
    void look() {
        for (PushUrl url : urls) {
            DestinationState state = state(url);
            String trouble = why(state);
            String before = troubles.getOrDefault(url, "");
            if (!trouble.equals(before) && (!trouble.isEmpty() || state instanceof DestinationState.Sending)) {
                troubles.put(url, trouble);
                say.accept("The server's forward to " + url
                        + (trouble.isEmpty() ? " is live again." : ": " + trouble + "."));
            }
        }
    }

    private static String why(DestinationState state) {
        return switch (state) {
            case DestinationState.Waiting(var _, String why) -> why;
            case DestinationState.Refused(String why, String whatToDo) -> why + ". " + whatToDo;
            case DestinationState.Off _, DestinationState.Connecting _, DestinationState.Sending _ -> "";
        };
    }

    /// {@return each with its `url`, `state`, `why`, `bits_per_second`, `queue_ms` and `dropped_frames`}
    JsonArray json() {
        JsonArray list = new JsonArray();
        for (PushUrl url : urls) {
            JsonObject one = new JsonObject();
            one.addProperty("url", url.toString());
            DestinationState state = state(url);
            one.addProperty("state", word(state));
            if (!why(state).isEmpty()) {
                one.addProperty("why", why(state));
            }
            if (state instanceof DestinationState.Sending sending) {
                one.addProperty("bits_per_second", sending.bitsPerSecond());
                one.addProperty("queue_ms", sending.behind().toMillis());
                one.addProperty("dropped_frames", sending.dropped());
            }
            list.add(one);
        }
        return list;
    }

    private static String word(DestinationState state) {
        return switch (state) {
            case DestinationState.Off _ -> "idle";
            case DestinationState.Connecting _ -> "connecting";
            case DestinationState.Sending _ -> "live";
            case DestinationState.Waiting _ -> "waiting";
            case DestinationState.Refused _ -> "failed";
        };
    }

    /// Tells which are not served just before the end.
    ///
    /// @return whether all are
    boolean allServed() {
        boolean all = true;
        for (PushUrl url : urls) {
            DestinationState state = state(url);
            if (!(state instanceof DestinationState.Sending)) {
                all = false;
                say.accept("The server's forward to " + url + " was not served at the end"
                        + (why(state).isEmpty() ? "." : ": " + why(state) + "."));
            }
        }
        return all;
    }

    /// Lets the server send on no more.
    @Override
    public void close() {
        forwarded.close();
    }
}
