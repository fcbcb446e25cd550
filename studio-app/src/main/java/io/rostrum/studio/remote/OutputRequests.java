package io.rostrum.studio.remote;

import com.google.gson.JsonObject;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import io.rostrum.studio.engine.StudioSnapshot.DestinationView;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.engine.StudioSnapshot.Recording;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Requests about what becomes of the programme: sent, recorded, kept.
final class OutputRequests {
    private static final double MILLIS_A_SECOND = 1000;
    private static final long SAVED_WITHIN_SECONDS = 15;

    private final RemoteRequests requests;

    private OutputRequests(RemoteRequests requests) {
        this.requests = requests;
    }

    static void list(RemoteRequests requests, Map<String, RemoteRequests.Call> calls) {
        OutputRequests outputs = new OutputRequests(requests);
        calls.put("GetStreamStatus", (_, _) -> outputs.stream());
        calls.put("StartStream", (_, _) -> outputs.startStream());
        calls.put("StopStream", (_, _) -> outputs.stopStream());
        calls.put("ToggleStream", (_, _) -> outputs.toggleStream());
        calls.put("GetRecordStatus", (_, _) -> outputs.recording());
        calls.put("StartRecord", (_, _) -> outputs.startRecording());
        calls.put("StopRecord", (_, _) -> outputs.stopRecording());
        calls.put("ToggleRecord", (_, _) -> outputs.toggleRecording());
        calls.put("PauseRecord", (_, _) -> outputs.pause(true));
        calls.put("ResumeRecord", (_, _) -> outputs.pause(false));
        calls.put("ToggleRecordPause", (_, _) -> outputs.togglePause());
        calls.put("GetReplayBufferStatus", (_, _) -> active(outputs.replayOn()));
        calls.put("StartReplayBuffer", (_, _) -> outputs.startReplay());
        calls.put("StopReplayBuffer", (_, _) -> outputs.stopReplay());
        calls.put("ToggleReplayBuffer", (_, _) -> outputs.toggleReplay());
        calls.put("SaveReplayBuffer", (_, _) -> outputs.saveReplay());
        calls.put("GetLastReplayBufferReplay", (_, _) -> outputs.lastReplay());
        calls.put("GetVirtualCamStatus", (_, _) -> {
            throw new RequestException(
                    RequestStatus.INVALID_RESOURCE_STATE, "virtual camera: none here (expected: another output)");
        });
    }

    private static RequestException running(String what) {
        return new RequestException(RequestStatus.OUTPUT_RUNNING, what + ": on already (expected: off)");
    }

    private static RequestException notRunning(String what) {
        return new RequestException(RequestStatus.OUTPUT_NOT_RUNNING, what + ": off (expected: on)");
    }

    private static JsonObject active(boolean active) {
        JsonObject answer = new JsonObject();
        answer.addProperty("outputActive", active);
        return answer;
    }

    private static void since(JsonObject answer, Duration lasted) {
        answer.addProperty("outputTimecode", timecode(lasted));
        answer.addProperty("outputDuration", lasted.toMillis());
    }

    /// {@return `01:02:03.004`}
    static String timecode(Duration lasted) {
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%03d",
                lasted.toHours(),
                lasted.toMinutesPart(),
                lasted.toSecondsPart(),
                lasted.toMillisPart());
    }

    // --- sent -------------------------------------------------------------------------------------------------------

    private JsonObject stream() {
        StudioSnapshot now = requests.now().snapshot();
        boolean on = now.live() instanceof Live.On;
        Duration lasted =
                now.live() instanceof Live.On(Instant since) ? Duration.between(since, Instant.now()) : Duration.ZERO;
        List<DestinationState> states =
                now.destinations().stream().map(DestinationView::state).toList();
        JsonObject answer = active(on);
        answer.addProperty(
                "outputReconnecting", on && states.stream().anyMatch(DestinationState.Waiting.class::isInstance));
        since(answer, lasted);
        answer.addProperty("outputCongestion", congestion(states));
        answer.addProperty("outputBytes", on ? requests.sent().bytes() : 0);
        answer.addProperty("outputSkippedFrames", on ? now.figures().droppedNetwork() : 0);
        answer.addProperty(
                "outputTotalFrames",
                Math.round(lasted.toMillis() / MILLIS_A_SECOND * now.figures().targetRate()));
        return answer;
    }

    /// {@return how far the slowest is behind, in seconds up to 1}
    private static double congestion(List<DestinationState> states) {
        return states.stream()
                .mapToDouble(state -> state instanceof DestinationState.Sending sending
                        ? sending.behind().toMillis() / MILLIS_A_SECOND
                        : 0)
                .map(seconds -> Math.clamp(seconds, 0, 1))
                .max()
                .orElse(0);
    }

    private JsonObject startStream() throws RequestException, InterruptedException {
        StudioSnapshot before = requests.now().snapshot();
        if (!(before.live() instanceof Live.Off)) {
            throw running("stream");
        }
        if (before.destinations().stream()
                .noneMatch(destination -> destination.setting().enabled())) {
            throw new RequestException(
                    RequestStatus.INVALID_RESOURCE_STATE, "stream: no destination is on (expected: one at least)");
        }
        StudioSnapshot after = requests.change(requests.studio()::goLive);
        if (after.live() instanceof Live.Off) {
            throw failed("stream", said(after));
        }
        return new JsonObject();
    }

    private static String said(StudioSnapshot after) {
        return after.notices().isEmpty()
                ? "it did not begin"
                : after.notices().getLast().text();
    }

    private static RequestException failed(String what, String why) {
        return new RequestException(RequestStatus.RESOURCE_ACTION_FAILED, what + ": " + why);
    }

    private JsonObject stopStream() throws RequestException, InterruptedException {
        if (!(requests.now().snapshot().live() instanceof Live.On)) {
            throw notRunning("stream");
        }
        requests.change(requests.studio()::endLive);
        return new JsonObject();
    }

    private JsonObject toggleStream() throws RequestException, InterruptedException {
        boolean on = requests.now().snapshot().live() instanceof Live.On;
        if (on) {
            stopStream();
        } else {
            startStream();
        }
        return active(!on);
    }

    // --- recorded ---------------------------------------------------------------------------------------------------

    private JsonObject recording() {
        Recording now = requests.now().snapshot().recording();
        JsonObject answer = active(now instanceof Recording.On);
        answer.addProperty(
                "outputPaused", now instanceof Recording.On on && on.paused().isPresent());
        since(answer, now instanceof Recording.On on ? on.lasted(Instant.now()) : Duration.ZERO);
        answer.addProperty("outputBytes", now instanceof Recording.On on ? on.bytes() : 0);
        return answer;
    }

    private JsonObject startRecording() throws RequestException, InterruptedException {
        if (requests.now().snapshot().recording() instanceof Recording.On) {
            throw running("recording");
        }
        StudioSnapshot after = requests.change(() -> requests.studio().record(true));
        if (after.recording() instanceof Recording.Failed(String why)) {
            throw failed("recording", why);
        }
        if (!(after.recording() instanceof Recording.On)) {
            throw failed("recording", said(after));
        }
        return new JsonObject();
    }

    private JsonObject stopRecording() throws RequestException, InterruptedException {
        if (!(requests.now().snapshot().recording() instanceof Recording.On on)) {
            throw notRunning("recording");
        }
        requests.change(() -> requests.studio().record(false));
        JsonObject answer = new JsonObject();
        answer.addProperty("outputPath", on.file());
        return answer;
    }

    private JsonObject toggleRecording() throws RequestException, InterruptedException {
        boolean on = requests.now().snapshot().recording() instanceof Recording.On;
        if (on) {
            stopRecording();
        } else {
            startRecording();
        }
        return active(!on);
    }

    private boolean paused() throws RequestException {
        if (!(requests.now().snapshot().recording() instanceof Recording.On on)) {
            throw notRunning("recording");
        }
        return on.paused().isPresent();
    }

    private JsonObject pause(boolean wanted) throws RequestException, InterruptedException {
        if (paused() == wanted) {
            throw new RequestException(
                    wanted ? RequestStatus.OUTPUT_PAUSED : RequestStatus.OUTPUT_NOT_PAUSED,
                    "recording: "
                            + (wanted ? "paused already (expected: one that goes on)" : "goes on (expected: paused)"));
        }
        requests.change(() -> requests.studio().pauseRecording(wanted));
        return new JsonObject();
    }

    private JsonObject togglePause() throws RequestException, InterruptedException {
        boolean wanted = !paused();
        pause(wanted);
        JsonObject answer = new JsonObject();
        answer.addProperty("outputPaused", wanted);
        return answer;
    }

    // --- kept -------------------------------------------------------------------------------------------------------

    private boolean replayOn() {
        return requests.now().snapshot().replay().on();
    }

    private JsonObject startReplay() throws RequestException, InterruptedException {
        if (replayOn()) {
            throw running("replay buffer");
        }
        StudioSnapshot after = requests.change(() -> requests.studio().replay(true));
        if (!after.replay().on()) {
            throw failed("replay buffer", said(after));
        }
        return new JsonObject();
    }

    private JsonObject stopReplay() throws RequestException, InterruptedException {
        if (!replayOn()) {
            throw notRunning("replay buffer");
        }
        requests.change(() -> requests.studio().replay(false));
        return new JsonObject();
    }

    private JsonObject toggleReplay() throws RequestException, InterruptedException {
        boolean on = replayOn();
        if (on) {
            stopReplay();
        } else {
            startReplay();
        }
        return active(!on);
    }

    private JsonObject saveReplay() throws RequestException, InterruptedException {
        if (!replayOn()) {
            throw notRunning("replay buffer");
        }
        try {
            requests.studio().saveReplay().get(SAVED_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw failed("replay", String.valueOf(cause == null ? e.getMessage() : cause.getMessage()));
        } catch (TimeoutException e) {
            throw failed("replay", "the disk does not answer");
        }
        return new JsonObject();
    }

    private JsonObject lastReplay() throws RequestException {
        JsonObject answer = new JsonObject();
        answer.addProperty(
                "savedReplayPath",
                requests.now()
                        .snapshot()
                        .replay()
                        .saved()
                        .orElseThrow(() -> new RequestException(
                                RequestStatus.RESOURCE_NOT_FOUND,
                                "replay: none was saved yet (expected: SaveReplayBuffer before)")));
        return answer;
    }
}
