package io.rostrum.server.web;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.StreamStatus;
import io.rostrum.server.playback.Watchers;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The API's view of streams, as `openapi.yaml` describes it.
final class StreamJson {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private StreamJson() {}

    /// @param serverTimeMillis the server's clock, so that a page can tell its own clock's error
    record StreamList(long serverTimeMillis, List<StreamView> streams) {}

    record OneStream(long serverTimeMillis, StreamView stream) {}

    record StreamView(
            String name,
            String state,
            String since,
            @Nullable VideoView video,
            @Nullable AudioView audio,
            long bitsPerSecond,
            long keyFrameIntervalMillis,
            int viewers,
            boolean snapshot,
            boolean hls,
            String watchers) {}

    record VideoView(String codec, int width, int height) {}

    record AudioView(String codec, int sampleRate, int channels) {}

    static String list(List<StreamView> streams, Instant now) {
        return GSON.toJson(new StreamList(now.toEpochMilli(), streams));
    }

    static String one(StreamView stream, Instant now) {
        return GSON.toJson(new OneStream(now.toEpochMilli(), stream));
    }

    static String ingest(WebRoutes.Ingest ingest) {
        return GSON.toJson(ingest);
    }

    static StreamView view(LiveStream stream, int moreViewers, boolean snapshot, boolean hls, Watchers watchers) {
        StreamStatus status = stream.status();
        return new StreamView(
                stream.name().value(),
                status.state().name().toLowerCase(Locale.ROOT),
                status.startedAt().toString(),
                status.video()
                        .map(v -> new VideoView(v.codec(), v.width(), v.height()))
                        .orElse(null),
                status.audio()
                        .map(a -> new AudioView(a.codec(), a.sampleRate(), a.channels()))
                        .orElse(null),
                status.bitsPerSecond(),
                status.keyFrameInterval().toMillis(),
                status.viewers() + moreViewers,
                snapshot,
                hls,
                watchers.text());
    }

    static final Comparator<StreamView> MOST_WATCHED_FIRST =
            Comparator.comparingInt(StreamView::viewers).reversed().thenComparing(StreamView::name);
}
