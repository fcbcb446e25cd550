package io.rostrum.studio.remote;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import io.rostrum.studio.engine.OutputSetting;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.Figures;
import io.rostrum.studio.engine.StudioSnapshot.FilterView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Requests about the studio itself.
final class GeneralRequests {
    private static final double BYTES_A_MEGABYTE = 1024 * 1024;
    private static final int MOST_MILLIS = 50_000;
    private static final int MOST_PICTURES = 10_000;
    private static final double NANOS_A_SECOND = 1e9;
    private static final double MILLIS_A_SECOND = 1000;
    private static final double PERCENT = 100;

    private final RemoteRequests requests;
    private final long begunNanos = System.nanoTime();

    private GeneralRequests(RemoteRequests requests) {
        this.requests = requests;
    }

    static void list(RemoteRequests requests, Map<String, RemoteRequests.Call> calls) {
        GeneralRequests general = new GeneralRequests(requests);
        calls.put("GetVersion", (_, _) -> general.version());
        calls.put("GetStats", (_, caller) -> general.stats(caller));
        calls.put("Sleep", general::sleep);
        calls.put("GetHotkeyList", (_, _) -> withList("hotkeys"));
        calls.put("GetVideoSettings", (_, _) -> general.video());
        calls.put("GetRecordDirectory", (_, _) -> general.folder());
        calls.put("GetProfileList", (_, _) -> only("currentProfileName", "profiles"));
        calls.put("GetSceneCollectionList", (_, _) -> only("currentSceneCollectionName", "sceneCollections"));
    }

    private static JsonObject withList(String name, String... entries) {
        JsonArray list = new JsonArray();
        Stream.of(entries).forEach(list::add);
        JsonObject answer = new JsonObject();
        answer.add(name, list);
        return answer;
    }

    /// There is one of them, and it has no name in the studio.
    private static JsonObject only(String current, String all) {
        JsonObject answer = withList(all, "Rostrum");
        answer.addProperty(current, "Rostrum");
        return answer;
    }

    private JsonObject version() {
        JsonObject answer = withList("availableRequests", requests.names().toArray(String[]::new));
        answer.addProperty("obsVersion", RemoteSession.STUDIO_VERSION);
        answer.addProperty("obsWebSocketVersion", RemoteSession.PROTOCOL_VERSION);
        answer.addProperty("rpcVersion", RemoteSession.RPC_VERSION);
        answer.add("supportedImageFormats", new JsonArray());
        String system = System.getProperty("os.name");
        answer.addProperty("platform", system.toLowerCase(Locale.ROOT));
        answer.addProperty("platformDescription", "Rostrum on " + system);
        return answer;
    }

    private JsonObject stats(RemoteRequests.Caller caller) {
        StudioSnapshot now = requests.now().snapshot();
        Figures figures = now.figures();
        Runtime machine = Runtime.getRuntime();
        double made = (System.nanoTime() - begunNanos) / NANOS_A_SECOND * figures.targetRate();
        JsonObject answer = new JsonObject();
        answer.addProperty("cpuUsage", figures.cpuCores() / machine.availableProcessors() * PERCENT);
        answer.addProperty("memoryUsage", (machine.totalMemory() - machine.freeMemory()) / BYTES_A_MEGABYTE);
        answer.addProperty("availableDiskSpace", room(now.output()));
        answer.addProperty("activeFps", figures.framesPerSecond());
        answer.addProperty("averageFrameRenderTime", filterMillis(now));
        answer.addProperty("renderSkippedFrames", figures.skippedLate());
        answer.addProperty("renderTotalFrames", Math.round(made));
        answer.addProperty("outputSkippedFrames", figures.droppedEncoder());
        answer.addProperty("outputTotalFrames", Math.round(made));
        answer.addProperty("webSocketSessionIncomingMessages", caller.taken());
        answer.addProperty("webSocketSessionOutgoingMessages", caller.given());
        return answer;
    }

    /// {@return what all filters take for a picture}
    private static double filterMillis(StudioSnapshot now) {
        return Stream.concat(
                        now.programmeFilters().stream(),
                        now.sources().stream().flatMap(source -> source.filters().stream()))
                .mapToDouble(FilterView::millis)
                .sum();
    }

    private static double room(OutputSetting output) {
        try {
            for (Path at = Path.of(output.recordFolder()).toAbsolutePath(); at != null; at = at.getParent()) {
                if (Files.isDirectory(at)) {
                    return Files.getFileStore(at).getUsableSpace() / BYTES_A_MEGABYTE;
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            return 0; // going to record there says what is wrong
        }
        return 0;
    }

    private JsonObject sleep(RequestFields fields, RemoteRequests.Caller caller)
            throws RequestException, InterruptedException {
        double millis = switch (caller.pace()) {
            case ALONE ->
                throw new RequestException(
                        RequestStatus.UNSUPPORTED_REQUEST_BATCH_EXECUTION_TYPE,
                        "Sleep: not in a batch (expected: one among the requests of a batch)");
            case MILLIS -> fields.whole("sleepMillis", 0, MOST_MILLIS);
            case PICTURES ->
                fields.whole("sleepFrames", 0, MOST_PICTURES)
                        * MILLIS_A_SECOND
                        / rate(requests.now().snapshot()).toDouble();
        };
        Thread.sleep((long) millis);
        return new JsonObject();
    }

    private static Rational rate(StudioSnapshot snapshot) {
        return Rational.parse(snapshot.output().frameRate());
    }

    private JsonObject video() {
        Found found = requests.now();
        PictureSize canvas = found.canvas();
        Rational rate = rate(found.snapshot());
        JsonObject answer = new JsonObject();
        answer.addProperty("fpsNumerator", rate.numerator());
        answer.addProperty("fpsDenominator", rate.denominator());
        answer.addProperty("baseWidth", canvas.width());
        answer.addProperty("baseHeight", canvas.height());
        answer.addProperty("outputWidth", canvas.width());
        answer.addProperty("outputHeight", canvas.height());
        return answer;
    }

    private JsonObject folder() {
        JsonObject answer = new JsonObject();
        answer.addProperty("recordDirectory", requests.now().snapshot().output().recordFolder());
        return answer;
    }
}
