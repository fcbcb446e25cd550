package io.rostrum.server.vod;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import io.rostrum.server.markdown.Markdown;
import io.rostrum.server.markdown.Markup;
import io.rostrum.server.record.Container;
import io.rostrum.server.record.Recording;
import io.rostrum.server.record.Space;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The API's view of recordings, as `openapi.yaml` describes it.
final class RecordingJson {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private RecordingJson() {}

    record RecordingList(List<View> recordings) {}

    /// What the operator sees of them.
    record Stock(
            List<View> recordings,
            long takenBytes,
            long quotaBytes,
            @Nullable Long freeBytes,
            long stopsBelowBytes) {}

    record View(
            String id,
            String stream,
            String state,
            String container,
            String startedAt,
            long durationMillis,
            long bytes,
            List<GapView> gaps,
            @Nullable String endedBecause,
            @Nullable String title,
            @Nullable JsonArray about,
            List<String> tags,
            List<Recording.Chapter> chapters,
            Urls urls) {}

    record GapView(long atMillis, long awayMillis, String since) {}

    record Urls(
            @Nullable String mp4,
            @Nullable String flv,
            @Nullable String hls,
            @Nullable String ts) {}

    static String list(List<Recording> recordings) {
        return GSON.toJson(new RecordingList(
                recordings.stream().map(recording -> view(recording, false)).toList()));
    }

    static String stock(List<Recording> recordings, Space space) {
        return GSON.toJson(new Stock(
                recordings.stream().map(recording -> view(recording, false)).toList(),
                space.taken(),
                space.quota(),
                space.free().isPresent() ? space.free().getAsLong() : null,
                space.stopsBelow()));
    }

    static String one(Recording recording) {
        return GSON.toJson(view(recording, true));
    }

    private static @Nullable String given(String text) {
        return text.isEmpty() ? null : text;
    }

    /// @param whole with the description
    private static View view(Recording recording, boolean whole) {
        return new View(
                recording.id(),
                recording.stream(),
                recording.state().name().toLowerCase(Locale.ROOT),
                recording.container().extension(),
                recording.startedAt().toString(),
                recording.durationMillis(),
                recording.bytes(),
                recording.gaps().stream()
                        .map(gap -> new GapView(
                                gap.atMillis(), gap.awayMillis(), gap.since().toString()))
                        .toList(),
                recording.endedBecause().orElse(null),
                given(recording.about().title()),
                whole ? Markup.json(Markdown.parse(recording.about().description())) : null,
                recording.about().tags(),
                recording.chapters(),
                urls(recording));
    }

    private static Urls urls(Recording recording) {
        String base = "/vod/" + recording.id();
        Container container = recording.container();
        boolean mp4 = container == Container.MP4;
        return new Urls(
                mp4 ? base + ".mp4" : null,
                container == Container.TS ? null : base + ".flv",
                mp4 ? base + "/index.m3u8" : null,
                container == Container.TS ? base + ".ts" : null);
    }
}
