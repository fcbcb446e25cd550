package io.rostrum.server.api;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.push.target.PushCounters;
import io.rostrum.push.target.PushState;
import io.rostrum.server.hls.HlsViewer;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Request;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.StreamStatus;
import io.rostrum.server.live.StreamWarning;
import io.rostrum.server.live.Viewer;
import io.rostrum.server.relay.ForwardRule;
import io.rostrum.server.relay.ForwardStatus;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The operator's view of the server, as `openapi.yaml` describes it.
final class OperatorJson {
    static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private OperatorJson() {}

    record StreamList(List<StreamView> streams) {}

    record StreamView(
            String name,
            String state,
            String since,
            @Nullable PublisherView publisher,
            @Nullable String video,
            @Nullable String audio,
            int width,
            int height,
            long bitsPerSecond,
            int framesPerSecond,
            long keyFrameIntervalMillis,
            String flush,
            int viewers,
            int hlsViewers,
            boolean recorded,
            List<StreamWarning> warnings) {}

    record PublisherView(String protocol, String peer, String since) {}

    record ViewerList(List<ViewerView> viewers, int hlsViewers) {}

    record ViewerView(String id, String protocol, String peer, String since, long waitingBytes) {}

    record ForwardList(List<ForwardView> forwards) {}

    record ForwardView(
            String id, String streams, String url, int tries, boolean enabled, boolean fixed, List<WayView> now) {}

    record WayView(
            String stream,
            String state,
            @Nullable String why,
            @Nullable String whatToDo,
            @Nullable String retryAt,
            int bitsPerSecond,
            long queuedMillis,
            long droppedFrames,
            int reconnects) {}

    /// What `POST /api/v1/operator/forwards` takes.
    record NewForward(
            @Nullable String id,
            @Nullable String streams,
            @Nullable String url,
            @Nullable Integer tries,
            @Nullable Boolean enabled) {}

    /// What `PATCH /api/v1/operator/forwards/{forward}` takes.
    record ForwardChange(@Nullable Boolean enabled) {}

    /// What `PUT /api/v1/operator/streams/{stream}/flush` takes.
    record Flush(@Nullable String profile) {}

    static StreamView view(LiveStream stream, int hlsViewers, boolean recorded) {
        StreamStatus status = stream.status();
        Optional<StreamStatus.Video> video = status.video();
        return new StreamView(
                stream.name().value(),
                lower(status.state()),
                status.startedAt().toString(),
                stream.source()
                        .map(source -> new PublisherView(
                                source.protocol(), source.peer(), source.since().toString()))
                        .orElse(null),
                video.map(StreamStatus.Video::codec).orElse(null),
                status.audio().map(StreamStatus.Audio::codec).orElse(null),
                video.map(StreamStatus.Video::width).orElse(0),
                video.map(StreamStatus.Video::height).orElse(0),
                status.bitsPerSecond(),
                status.framesPerSecond(),
                status.keyFrameInterval().toMillis(),
                stream.flushProfile().text(),
                status.viewers(),
                hlsViewers,
                recorded,
                status.warnings());
    }

    static ViewerView view(Viewer viewer) {
        return new ViewerView(
                viewer.id(),
                viewer.protocol(),
                address(viewer.peer()),
                viewer.since().toString(),
                viewer.waitingBytes());
    }

    static ViewerView view(HlsViewer viewer) {
        return new ViewerView(
                viewer.id(),
                viewer.protocol(),
                address(viewer.peer()),
                viewer.since().toString(),
                0);
    }

    private static String address(SocketAddress peer) {
        return peer instanceof InetSocketAddress inet
                ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                : String.valueOf(peer);
    }

    static ForwardView view(ForwardRule rule, List<ForwardStatus> all) {
        List<WayView> now = all.stream()
                .filter(status -> status.rule().equals(rule.id()))
                .map(OperatorJson::view)
                .toList();
        return new ForwardView(
                rule.id(), rule.streams(), rule.shownUrl(), rule.tries(), rule.enabled(), rule.fixed(), now);
    }

    private static WayView view(ForwardStatus status) {
        String why = null;
        String whatToDo = null;
        String retryAt = null;
        String word;
        switch (status.state()) {
            case PushState.Idle _ -> word = "idle";
            case PushState.Connecting _ -> word = "connecting";
            case PushState.Live _ -> word = "live";
            case PushState.Waiting waiting -> {
                word = "waiting";
                why = waiting.why();
                retryAt = waiting.retryAt().toString();
            }
            case PushState.Failed failed -> {
                word = "failed";
                why = failed.why();
                whatToDo = failed.whatToDo();
            }
        }
        Optional<PushCounters> counters = status.counters();
        return new WayView(
                status.stream().value(),
                word,
                why,
                whatToDo,
                retryAt,
                counters.map(PushCounters::bitsPerSecond).orElse(0),
                counters.map(c -> c.queued().toMillis()).orElse(0L),
                counters.map(PushCounters::droppedFrames).orElse(0L),
                counters.map(PushCounters::reconnects).orElse(0));
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /// {@return the body as a `type`}
    ///
    /// @throws HttpException 400 if it is no JSON of that shape
    static <T> T read(Request request, Class<T> type) throws HttpException {
        try {
            String body = StandardCharsets.UTF_8.decode(request.body()).toString();
            T read = GSON.fromJson(body, type);
            if (read != null) {
                return read;
            }
        } catch (JsonParseException e) {
            throw bad("The body is not the JSON that this address takes; /api/openapi.yaml describes it.");
        }
        throw bad("There is no body (expected: JSON; /api/openapi.yaml describes it).");
    }

    static HttpException bad(String words) {
        return new HttpException(HttpResponseStatus.BAD_REQUEST, words);
    }
}
