package io.rostrum.studio.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.rostrum.capture.record.RecordingState;
import io.rostrum.capture.scene.SourceSlot;
import io.rostrum.capture.session.EncoderState;
import io.rostrum.capture.session.SessionState;
import io.rostrum.capture.session.SessionStats;
import io.rostrum.effects.filter.FilterCost;
import io.rostrum.push.target.PushCounters;
import io.rostrum.push.target.PushState;
import io.rostrum.push.target.SharedRate;
import io.rostrum.studio.engine.AdaptiveRate;
import io.rostrum.studio.engine.LoadWords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One second of a broadcast in figures, as JSON or as a line for people.
///
/// @param fps       programme pictures encoded in the last second
/// @param lowered   why the pictures have a lower bit rate than the user wants
/// @param forwards  what a companion server sends on, as JSON; empty where none was asked to
/// @param recording the one that runs or, when none does, how the last one ended; null if there was none
record StatsReport(
        SessionState state,
        SessionStats session,
        double fps,
        List<RunningTarget> targets,
        Optional<SharedRate.Lowered> lowered,
        Optional<JsonArray> forwards,
        @Nullable RecordingState recording) {

    /// {@return one JSON object: `elapsed_s`, `state`, `fps`, `frames`, `dropped`, `filters`, `encoder`, `audio`,
    /// `targets`, `forwards`, `record`, `memory`}
    String json() {
        JsonObject json = new JsonObject();
        json.addProperty("elapsed_s", round(session.elapsedNanos() / 1e9));
        json.addProperty("state", word(state));
        session.video().ifPresent(video -> addVideo(json, video));
        session.audio().ifPresent(mix -> {
            JsonObject audio = new JsonObject();
            mix.inputs().stream()
                    .flatMap(input -> input.lost().stream())
                    .findFirst()
                    .ifPresent(why -> audio.addProperty("lost", why));
            audio.addProperty("blocks", mix.blocks());
            audio.addProperty("underruns", mix.underruns());
            audio.addProperty("latency_ms", round(mix.latencyNanos() / 1e6));
            json.add("audio", audio);
        });
        JsonArray list = new JsonArray();
        targets.forEach(target -> list.add(target(target)));
        json.add("targets", list);
        forwards.ifPresent(all -> json.add("forwards", all));
        if (recording != null) {
            json.add("record", recording(recording));
        }
        JsonObject memory = new JsonObject();
        memory.addProperty("physical_bytes", session.physicalBytes());
        memory.addProperty("pictures_outstanding", session.pictures());
        memory.addProperty("packets_outstanding", session.packets());
        json.add("memory", memory);
        return json.toString();
    }

    private void addVideo(JsonObject json, SessionStats.Video video) {
        json.addProperty("fps", round(fps));
        json.addProperty("source", source(video.source()));
        json.addProperty("frames", video.encoded());
        JsonObject dropped = new JsonObject();
        dropped.addProperty("render_late", video.compositor().skippedLate());
        dropped.addProperty("encoder_full", video.compositor().droppedFull());
        dropped.addProperty("encoder_failed", video.encoder().lost());
        json.add("dropped", dropped);
        dropped.addProperty("saved", video.compositor().thinned());
        JsonArray left = new JsonArray();
        video.load().steps().forEach(step -> left.add(LoadWords.name(step)));
        json.add("left_out", left);
        video.load().cause().ifPresent(_ -> json.addProperty("left_out_because", LoadWords.why(video.load())));
        json.addProperty("repeated", video.compositor().repeated());
        json.addProperty("render_ms", round(video.compositor().renderMillis()));
        json.addProperty("filter_ms", round(video.compositor().filterMillis()));
        JsonArray filters = new JsonArray();
        for (FilterCost cost : video.filters()) {
            JsonObject filter = new JsonObject();
            filter.addProperty("name", cost.name());
            filter.addProperty("ms", round(cost.millis()));
            filter.addProperty("active", cost.active());
            filters.add(filter);
        }
        json.add("filters", filters);
        json.addProperty("encode_ms", round(video.encodeMillis()));
        json.add("encoder", encoder(video.encoder()));
    }

    private JsonObject encoder(EncoderState encoder) {
        JsonObject json = new JsonObject();
        json.addProperty("name", encoder.name());
        json.addProperty("bits_per_second", encoder.bitsPerSecond());
        lowered.ifPresent(because -> json.addProperty("lowered", AdaptiveRate.words(because)));
        JsonArray left = new JsonArray();
        for (EncoderState.Left gone : encoder.left()) {
            JsonObject one = new JsonObject();
            one.addProperty("name", gone.name());
            one.addProperty("why", gone.why());
            left.add(one);
        }
        json.add("left", left);
        return json;
    }

    private static String source(SourceSlot.State source) {
        return switch (source) {
            case SourceSlot.State.Running() -> "running";
            case SourceSlot.State.Ended() -> "ended";
            case SourceSlot.State.Lost(String why) -> "lost: " + why;
        };
    }

    private static String word(SessionState state) {
        return switch (state) {
            case SessionState.Running() -> "running";
            case SessionState.Ended() -> "ended";
            case SessionState.Failed(String why) -> "failed: " + why;
        };
    }

    private static JsonObject target(RunningTarget target) {
        PushCounters counters = target.target().counters();
        JsonObject json = new JsonObject();
        json.addProperty("id", target.id());
        json.addProperty("url", target.target().url().toString());
        PushState state = target.target().state();
        if (!target.target().address().equals(target.target().url())) {
            json.addProperty("address", target.target().address().toString());
        }
        if (target.seat() != null) {
            target.seat().lowered().ifPresent(because -> json.addProperty("lowered", AdaptiveRate.words(because)));
        }
        json.addProperty("state", stateName(state));
        String why = why(state);
        if (!why.isEmpty()) {
            json.addProperty("why", why);
        }
        json.addProperty("bits_per_second", counters.bitsPerSecond());
        json.addProperty("bytes", counters.bytes());
        json.addProperty("packets", counters.packets());
        json.addProperty("queue_ms", counters.queued().toMillis());
        json.addProperty("dropped_frames", counters.framesTooSlow());
        json.addProperty("missed_frames", counters.framesNotConnected());
        json.addProperty("dropped_audio", counters.audioTooSlow());
        json.addProperty("missed_audio", counters.audioNotConnected());
        json.addProperty("reconnects", counters.reconnects());
        json.addProperty("largest_gap_ms", counters.largestSendGap().toMillis());
        return json;
    }

    static String stateName(PushState state) {
        return switch (state) {
            case PushState.Idle() -> "idle";
            case PushState.Connecting _ -> "connecting";
            case PushState.Live _ -> "live";
            case PushState.Waiting _ -> "waiting";
            case PushState.Failed _ -> "failed";
        };
    }

    private static String why(PushState state) {
        return switch (state) {
            case PushState.Waiting waiting -> waiting.why();
            case PushState.Failed failed -> failed.why() + ". " + failed.whatToDo();
            case PushState.Idle _, PushState.Connecting _, PushState.Live _ -> "";
        };
    }

    private static JsonObject recording(RecordingState recording) {
        JsonObject json = new JsonObject();
        switch (recording) {
            case RecordingState.Waiting(var file) -> {
                json.addProperty("state", "waiting");
                json.addProperty("file", file.toString());
            }
            case RecordingState.Recording(var file, var recorded, var bytes, var dropped) -> {
                json.addProperty("state", "recording");
                json.addProperty("file", file.toString());
                json.addProperty("seconds", round(recorded.toMillis() / 1e3));
                json.addProperty("bytes", bytes);
                json.addProperty("dropped", dropped);
            }
            case RecordingState.Finished(var files, var recorded, var bytes, var dropped) -> {
                json.addProperty("state", "finished");
                json.add("files", names(files));
                json.addProperty("seconds", round(recorded.toMillis() / 1e3));
                json.addProperty("bytes", bytes);
                json.addProperty("dropped", dropped);
            }
            case RecordingState.Failed(var files, var recorded, String reason, String remedy) -> {
                json.addProperty("state", "failed");
                json.add("files", names(files));
                json.addProperty("seconds", round(recorded.toMillis() / 1e3));
                json.addProperty("why", reason + " " + remedy);
            }
        }
        return json;
    }

    private static JsonArray names(List<Path> files) {
        JsonArray names = new JsonArray();
        files.forEach(file -> names.add(file.toString()));
        return names;
    }

    /// {@return a line of at most some hundred characters}
    String line() {
        StringBuilder line = new StringBuilder(clock(Duration.ofNanos(session.elapsedNanos())));
        session.video()
                .ifPresent(video -> line.append(String.format(
                        Locale.ROOT,
                        "  %.1f fps  %d dropped  %.1f ms render  %.1f ms encode",
                        fps,
                        video.compositor().skippedLate()
                                + video.compositor().droppedFull()
                                + video.encoder().lost(),
                        video.compositor().renderMillis(),
                        video.encodeMillis())));
        session.video()
                .filter(video -> !video.load().steps().isEmpty())
                .ifPresent(video -> line.append("  left out: ").append(LoadWords.left(video.load())));
        for (RunningTarget target : targets) {
            PushCounters counters = target.target().counters();
            line.append(String.format(
                    Locale.ROOT,
                    "  [%d %s %.1f Mb/s]",
                    target.id(),
                    stateName(target.target().state()),
                    counters.bitsPerSecond() / 1e6));
        }
        return line.toString();
    }

    private static String clock(Duration time) {
        return "%02d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }

    private static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
