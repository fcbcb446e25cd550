package io.rostrum.studio.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.engine.StudioSnapshot.Recording;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import io.rostrum.studio.remote.RemoteSession.Outcome;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said, by the words of the protocol's documentation (obs-websocket 5, protocol.md).
final class RemoteSessionTest {
    /// The documentation's example of a question, and the answer to it that openssl gives.
    private static final String CHALLENGE = "+IxH4CnCiqpX1rM9scsNynZzbOe4KhDeYcTNS3PDaeY=";

    private static final String SALT = "lM1GncleQOaCu9lT1yeUZhFYnqhsLLP1G5lAGo3ixaI=";
    private static final String PASSWORD = "supersecretpassword";
    private static final String ANSWER = "1Ct943GAT+6YQUUX47Ia/ncufilbe6+oD6lY+5kaCu4=";

    private final FakeStudio studio = FakeStudio.busy();
    private final RemoteSession session =
            new RemoteSession(new Authentication(PASSWORD, CHALLENGE, SALT), new RemoteRequests(studio));

    @BeforeEach
    void identify() throws InterruptedException {
        assertThat(reply("""
                {"op": 1, "d": {"rpcVersion": 1, "authentication": "%s", "eventSubscriptions": 33}}""".formatted(ANSWER))).isEqualTo(json("{'op': 2, 'd': {'negotiatedRpcVersion': 1}}"));
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
    }

    private JsonObject reply(String text) throws InterruptedException {
        return JsonParser.parseString(session.write(((Outcome.Reply) session.take(text)).message()))
                .getAsJsonObject();
    }

    private JsonObject response(String type, String data) throws InterruptedException {
        JsonObject message = json("{'op': 6, 'd': {'requestType': '" + type + "', 'requestId': 'f819dcf0'}}");
        if (!data.isEmpty()) {
            message.getAsJsonObject("d").add("requestData", json(data));
        }
        JsonObject answer = reply(message.toString());
        assertThat(answer.get("op").getAsInt()).isEqualTo(7);
        JsonObject d = answer.getAsJsonObject("d");
        assertThat(d.get("requestType").getAsString()).isEqualTo(type);
        assertThat(d.get("requestId").getAsString()).isEqualTo("f819dcf0");
        return d;
    }

    private JsonObject ask(String type) throws InterruptedException {
        return ask(type, "");
    }

    private JsonObject ask(String type, String data) throws InterruptedException {
        JsonObject d = response(type, data);
        assertThat(d.getAsJsonObject("requestStatus"))
                .as(type + " " + data)
                .isEqualTo(json("{'result': true, 'code': 100}"));
        return d.has("responseData") ? d.getAsJsonObject("responseData") : new JsonObject();
    }

    private int refused(String type, String data) throws InterruptedException {
        JsonObject status = response(type, data).getAsJsonObject("requestStatus");
        assertThat(status.get("result").getAsBoolean()).isFalse();
        assertThat(status.get("comment").getAsString()).contains("(expected: ");
        return status.get("code").getAsInt();
    }

    private static List<String> names(JsonArray list, String name) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .map(each -> each.get(name).getAsString())
                .toList();
    }

    // --- the conversation -------------------------------------------------------------------------------------------

    @Test
    void theFirstMessageAsksForThePassword() {
        JsonObject hello = session.hello();
        assertThat(hello.get("op").getAsInt()).isZero();
        JsonObject d = hello.getAsJsonObject("d");
        assertThat(d.get("rpcVersion").getAsInt()).isEqualTo(1);
        assertThat(d.get("obsWebSocketVersion").getAsString()).startsWith("5.");
        assertThat(d.getAsJsonObject("authentication"))
                .isEqualTo(json("{'challenge': '" + CHALLENGE + "', 'salt': '" + SALT + "'}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'op': 1, 'd': {'rpcVersion': 1, 'authentication': 'Dj6cLS+jrNA0HpCArRg0Z/Fc+YHdt2FQfAvgD1mip6Y='}} | 4009",
                "{'op': 1, 'd': {'rpcVersion': 1}} | 4009",
                "{'op': 1, 'd': {'rpcVersion': 1, 'authentication': 7}} | 4009",
                "{'op': 1, 'd': {'authentication': '1Ct943GAT+6YQUUX47Ia/ncufilbe6+oD6lY+5kaCu4='}} | 4003",
                "{'op': 1, 'd': {'rpcVersion': 2, 'authentication': '1Ct943GAT+6YQUUX47Ia/ncufilbe6+oD6lY+5kaCu4='}} | 4010",
                "{'op': 1, 'd': {'rpcVersion': '1', 'authentication': '1Ct943GAT+6YQUUX47Ia/ncufilbe6+oD6lY+5kaCu4='}} | 4004",
                "{'op': 6, 'd': {'requestType': 'GetVersion', 'requestId': '1'}} | 4007",
                "{'request-type': 'GetVersion', 'message-id': '1'} | 4010",
                "{'op': 1} | 4003",
                "{'op': 1, 'd': []} | 4004",
                "{'op': 99, 'd': {}} | 4006",
                "{'d': {}} | 4006",
                "[1] | 4002",
                "{'op': | 4002",
                "{op: 1, d: {}} | 4002",
            })
    void whoSaysSomethingElseFirstIsDisconnected(String message, int code) throws InterruptedException {
        RemoteSession other =
                new RemoteSession(new Authentication(PASSWORD, CHALLENGE, SALT), new RemoteRequests(studio));
        Outcome outcome = other.take(message.replace('\'', '"'));
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Close.class, close -> {
            assertThat(close.code().number()).isEqualTo(code);
            assertThat(close.why()).hasSizeLessThan(120).contains("(expected: ");
        });
        assertThat(other.identified()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'op': 1, 'd': {'rpcVersion': 1, 'authentication': 'x'}} | 4008",
                "{'op': 6, 'd': {'requestType': 'GetVersion'}} | 4003",
                "{'op': 6, 'd': {'requestId': '1'}} | 4003",
                "{'op': 6, 'd': {'requestType': 5, 'requestId': '1'}} | 4004",
                "{'op': 3, 'd': {'eventSubscriptions': -1}} | 4004",
                "{'op': 8, 'd': {'requestId': '1'}} | 4003",
                "{'op': 8, 'd': {'requestId': '1', 'requests': {}}} | 4004",
                "{'op': 8, 'd': {'requestId': '1', 'requests': [], 'executionType': 2}} | 4012",
                "{'op': 8, 'd': {'requestId': '1', 'requests': [], 'executionType': 7}} | 4005",
            })
    void whoBreaksTheRulesLaterIsDisconnected(String message, int code) throws InterruptedException {
        assertThat(session.take(message.replace('\'', '"')))
                .isInstanceOfSatisfying(
                        Outcome.Close.class,
                        close -> assertThat(close.code().number()).isEqualTo(code));
    }

    @Test
    void eventsComeToWhoHasSubscribed() throws InterruptedException {
        RemoteEvent scenes = new RemoteEvent("SceneCreated", RemoteEvent.SCENES, new JsonObject());
        RemoteEvent general = new RemoteEvent("ExitStarted", RemoteEvent.GENERAL, new JsonObject());
        assertThat(session.wants(general)).isTrue();
        assertThat(session.wants(scenes)).isFalse();
        reply("{\"op\": 3, \"d\": {\"eventSubscriptions\": 4}}");
        assertThat(session.wants(general)).isFalse();
        assertThat(session.wants(scenes)).isTrue();
        assertThat(general.message())
                .isEqualTo(json("{'op': 5, 'd': {'eventType': 'ExitStarted', 'eventIntent': 1, 'eventData': {}}}"));
    }

    @Test
    void aBatchIsDoneInOrderAndHaltsWhereItIsToldTo() throws InterruptedException {
        String requests =
                "'requests': [{'requestType': 'SetStudioModeEnabled', 'requestData': {'studioModeEnabled': true}},"
                        + "{'requestType': 'Sleep', 'requestId': 'nap', 'requestData': {'sleepMillis': 1}},"
                        + "{'requestType': 'NoSuchRequest'}, {},"
                        + "{'requestType': 'SetStudioModeEnabled', 'requestData': {'studioModeEnabled': false}}]";
        JsonObject halted = reply(json("{'op': 8, 'd': {'requestId': 'b', 'haltOnFailure': true, " + requests + "}}")
                .toString());
        assertThat(halted.get("op").getAsInt()).isEqualTo(9);
        assertThat(codes(halted)).containsExactly(100, 100, 204);
        assertThat(studio.snapshot().scenes().studio()).isTrue();

        JsonObject whole = reply(
                json("{'op': 8, 'd': {'requestId': 'b', " + requests + "}}").toString());
        assertThat(codes(whole)).containsExactly(100, 100, 204, 203, 100);
        assertThat(whole.getAsJsonObject("d").get("requestId").getAsString()).isEqualTo("b");
        assertThat(studio.snapshot().scenes().studio()).isFalse();
    }

    private static List<Integer> codes(JsonObject batch) {
        return batch.getAsJsonObject("d").getAsJsonArray("results").asList().stream()
                .map(each -> each.getAsJsonObject()
                        .getAsJsonObject("requestStatus")
                        .get("code")
                        .getAsInt())
                .toList();
    }

    // --- requests ---------------------------------------------------------------------------------------------------

    @Test
    void whatCanBeAskedForIsListed() throws InterruptedException {
        JsonArray all = ask("GetVersion").getAsJsonArray("availableRequests");
        assertThat(all.asList())
                .extracting(JsonElement::getAsString)
                .contains(
                        "GetSceneList", "SetCurrentProgramScene", "GetStats", "ToggleRecord", "SetSceneItemTransform");
        assertThat(refused("GetSourceScreenshot", "")).isEqualTo(204);
        assertThat(ask("GetStats").get("activeFps").getAsDouble()).isEqualTo(30);
        assertThat(ask("GetVideoSettings"))
                .isEqualTo(
                        json(
                                "{'fpsNumerator': 30, 'fpsDenominator': 1, 'baseWidth': 1280, 'baseHeight': 720, 'outputWidth': 1280, 'outputHeight': 720}"));
        assertThat(refused("Sleep", "{'sleepMillis': 1}")).isEqualTo(206);
    }

    @Test
    void scenesAreMadeListedShownRenamedAndRemoved() throws InterruptedException {
        ask("CreateScene", "{'sceneName': 'Break'}");
        assertThat(refused("CreateScene", "{'sceneName': 'Break'}")).isEqualTo(601);
        assertThat(refused("CreateScene", "{'sceneName': ''}")).isEqualTo(403);
        assertThat(refused("CreateScene", "{'sceneName': 5}")).isEqualTo(401);
        assertThat(refused("CreateScene", "{}")).isEqualTo(300);
        assertThat(refused("CreateScene", "")).isEqualTo(301);
        JsonObject list = ask("GetSceneList");
        assertThat(list.get("currentProgramSceneName").getAsString()).isEqualTo("Scene 1");
        assertThat(list.get("currentPreviewSceneName").isJsonNull()).isTrue();
        assertThat(names(list.getAsJsonArray("scenes"), "sceneName")).containsExactly("Break", "Scene 1");
        assertThat(names(list.getAsJsonArray("scenes"), "sceneIndex")).containsExactly("0", "1");

        ask("SetCurrentProgramScene", "{'sceneName': 'Break'}");
        JsonObject now = ask("GetCurrentProgramScene");
        assertThat(now.get("sceneName").getAsString()).isEqualTo("Break");
        String uuid = now.get("sceneUuid").getAsString();
        ask("SetSceneName", "{'sceneUuid': '" + uuid + "', 'newSceneName': 'Pause'}");
        assertThat(ask("GetCurrentProgramScene").get("currentProgramSceneName").getAsString())
                .isEqualTo("Pause");
        assertThat(refused("SetCurrentProgramScene", "{'sceneName': 'Break'}")).isEqualTo(600);
        ask("RemoveScene", "{'sceneName': 'Pause'}");
        assertThat(refused("RemoveScene", "{'sceneName': 'Scene 1'}")).isEqualTo(603);
    }

    @Test
    void inStudioModeTheNextSceneIsPreparedAndTaken() throws InterruptedException {
        ask("CreateScene", "{'sceneName': 'Break'}");
        assertThat(refused("GetCurrentPreviewScene", "")).isEqualTo(506);
        assertThat(refused("TriggerStudioModeTransition", "")).isEqualTo(506);
        ask("SetStudioModeEnabled", "{'studioModeEnabled': true}");
        assertThat(ask("GetStudioModeEnabled").get("studioModeEnabled").getAsBoolean())
                .isTrue();
        ask("SetCurrentPreviewScene", "{'sceneName': 'Break'}");
        assertThat(ask("GetCurrentPreviewScene").get("sceneName").getAsString()).isEqualTo("Break");
        assertThat(ask("GetCurrentProgramScene").get("sceneName").getAsString()).isEqualTo("Scene 1");
        assertThat(refused("SetCurrentPreviewScene", "{'sceneName': 'Scene 1'}"))
                .isEqualTo(604);
        ask("TriggerStudioModeTransition");
        assertThat(ask("GetCurrentProgramScene").get("sceneName").getAsString()).isEqualTo("Break");
        ask("SetCurrentProgramScene", "{'sceneName': 'Scene 1'}");
        assertThat(ask("GetCurrentProgramScene").get("sceneName").getAsString()).isEqualTo("Scene 1");
    }

    @Test
    void transitionsAreChosen() throws InterruptedException {
        assertThat(names(ask("GetSceneTransitionList").getAsJsonArray("transitions"), "transitionName"))
                .contains("Cut", "Fade", "Fade to color");
        ask("SetCurrentSceneTransition", "{'transitionName': 'Fade to color'}");
        ask("SetCurrentSceneTransitionDuration", "{'transitionDuration': 750}");
        JsonObject now = ask("GetCurrentSceneTransition");
        assertThat(now.get("transitionKind").getAsString()).isEqualTo("fade_to_color_transition");
        assertThat(now.get("transitionDuration").getAsInt()).isEqualTo(750);
        assertThat(refused("SetCurrentSceneTransitionDuration", "{'transitionDuration': 20001}"))
                .isEqualTo(402);
        assertThat(refused("SetCurrentSceneTransition", "{'transitionName': 'Stripes'}"))
                .isEqualTo(600);
    }

    private int itemId(String name) throws InterruptedException {
        return ask("GetSceneItemId", "{'sceneName': 'Scene 1', 'sourceName': '" + name + "'}")
                .get("sceneItemId")
                .getAsInt();
    }

    private String item(String name) throws InterruptedException {
        return "'sceneName': 'Scene 1', 'sceneItemId': " + itemId(name);
    }

    private SourceView source(String name) {
        return studio.snapshot().sources().stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void sourcesAreShownHiddenLockedAndOrdered() throws InterruptedException {
        JsonArray items = ask("GetSceneItemList", "{'sceneName': 'Scene 1'}").getAsJsonArray("sceneItems");
        assertThat(names(items, "sourceName")).as("lowest first").containsExactly("Slides", "Camera");
        assertThat(names(items, "inputKind")).containsExactly("xshm_input", "v4l2_input");
        ask("SetSceneItemEnabled", "{" + item("Camera") + ", 'sceneItemEnabled': false}");
        assertThat(source("Camera").visible()).isFalse();
        assertThat(ask("GetSceneItemEnabled", "{" + item("Camera") + "}")
                        .get("sceneItemEnabled")
                        .getAsBoolean())
                .isFalse();
        ask("SetSceneItemIndex", "{" + item("Camera") + ", 'sceneItemIndex': 0}");
        assertThat(studio.snapshot().sources()).extracting(SourceView::name).containsExactly("Slides", "Camera");
        ask("SetSceneItemLocked", "{" + item("Camera") + ", 'sceneItemLocked': true}");
        assertThat(refused("SetSceneItemTransform", "{" + item("Camera") + ", 'sceneItemTransform': {'positionX': 1}}"))
                .isEqualTo(604);
        assertThat(refused("GetSceneItemEnabled", "{'sceneName': 'Scene 1', 'sceneItemId': 3}"))
                .isEqualTo(600);
    }

    @Test
    void aSourceIsPlacedInPixels() throws InterruptedException {
        ask(
                "SetSceneItemTransform",
                "{" + item("Camera") + ", 'sceneItemTransform': {'positionX': 640, 'positionY': 90, 'scaleX': -0.25, "
                        + "'scaleY': 0.5, 'cropLeft': 128, 'rotation': 90, 'boundsType': 'OBS_BOUNDS_STRETCH'}}");
        JsonObject now =
                ask("GetSceneItemTransform", "{" + item("Camera") + "}").getAsJsonObject("sceneItemTransform");
        assertThat(now.get("positionX").getAsDouble()).isEqualTo(640);
        assertThat(now.get("positionY").getAsDouble()).isEqualTo(90, within(1e-9));
        assertThat(now.get("width").getAsDouble()).isEqualTo(320);
        assertThat(now.get("height").getAsDouble()).isEqualTo(360);
        assertThat(now.get("scaleX").getAsDouble()).isEqualTo(-0.25);
        assertThat(now.get("rotation").getAsDouble()).isEqualTo(90);
        assertThat(now.get("cropLeft").getAsInt()).isEqualTo(128);
        assertThat(source("Camera").layout().crop().left()).isEqualTo(0.1);
        assertThat(source("Camera").layout().turn().mirrored()).isTrue();
        assertThat(refused("SetSceneItemTransform", "{" + item("Camera") + ", 'sceneItemTransform': {}}"))
                .isEqualTo(403);
        assertThat(refused(
                        "SetSceneItemTransform", "{" + item("Camera") + ", 'sceneItemTransform': {'boundsWidth': 0}}"))
                .isEqualTo(402);
        assertThat(refused(
                        "SetSceneItemTransform",
                        "{" + item("Camera") + ", 'sceneItemTransform': {'cropLeft': 900, 'cropRight': 900}}"))
                .isEqualTo(402);
    }

    @Test
    void soundIsMutedAndSet() throws InterruptedException {
        assertThat(names(ask("GetInputList").getAsJsonArray("inputs"), "inputName"))
                .containsExactlyInAnyOrder("Camera", "Slides", "Mic", "Desktop");
        assertThat(names(
                        ask("GetInputList", "{'inputKind': 'pulse_input_capture'}")
                                .getAsJsonArray("inputs"),
                        "inputName"))
                .containsExactly("Mic");
        assertThat(ask("GetSpecialInputs").get("mic1").getAsString()).isEqualTo("Mic");
        assertThat(ask("ToggleInputMute", "{'inputName': 'Mic'}")
                        .get("inputMuted")
                        .getAsBoolean())
                .isTrue();
        assertThat(studio.snapshot().channels().getFirst().muted()).isTrue();
        ask("SetInputMute", "{'inputName': 'Mic', 'inputMuted': false}");
        assertThat(ask("GetInputMute", "{'inputName': 'Mic'}").get("inputMuted").getAsBoolean())
                .isFalse();
        ask("SetInputVolume", "{'inputName': 'Mic', 'inputVolumeMul': 0.5}");
        JsonObject volume = ask("GetInputVolume", "{'inputName': 'Mic'}");
        assertThat(volume.get("inputVolumeDb").getAsDouble()).isEqualTo(-6.0206, within(1e-4));
        assertThat(volume.get("inputVolumeMul").getAsDouble()).isEqualTo(0.5, within(1e-9));
        ask("SetInputVolume", "{'inputName': 'Mic', 'inputVolumeDb': -100}");
        assertThat(ask("GetInputVolume", "{'inputName': 'Mic'}")
                        .get("inputVolumeMul")
                        .getAsDouble())
                .isZero();
        assertThat(refused("SetInputVolume", "{'inputName': 'Mic', 'inputVolumeDb': 13}"))
                .isEqualTo(402);
        assertThat(refused("SetInputVolume", "{'inputName': 'Mic', 'inputVolumeDb': 0, 'inputVolumeMul': 1}"))
                .isEqualTo(404);
        assertThat(refused("GetInputMute", "{'inputName': 'Slides'}"))
                .as("no sound")
                .isEqualTo(604);
        assertThat(refused("GetInputMute", "{'inputName': 'Trumpet'}")).isEqualTo(600);
    }

    @Test
    void soundHasABalanceAnOffsetAndTracks() throws InterruptedException {
        ask("SetInputAudioBalance", "{'inputName': 'Mic', 'inputAudioBalance': 0.25}");
        assertThat(ask("GetInputAudioBalance", "{'inputName': 'Mic'}")
                        .get("inputAudioBalance")
                        .getAsDouble())
                .isEqualTo(0.25);
        assertThat(studio.snapshot().channels().getFirst().sound().balance()).isEqualTo(-0.5);
        ask("SetInputAudioSyncOffset", "{'inputName': 'Mic', 'inputAudioSyncOffset': 120}");
        assertThat(ask("GetInputAudioSyncOffset", "{'inputName': 'Mic'}")
                        .get("inputAudioSyncOffset")
                        .getAsInt())
                .isEqualTo(120);
        ask("SetInputAudioTracks", "{'inputName': 'Mic', 'inputAudioTracks': {'1': false, '3': true}}");
        assertThat(ask("GetInputAudioTracks", "{'inputName': 'Mic'}").getAsJsonObject("inputAudioTracks"))
                .isEqualTo(json("{'1': false, '2': false, '3': true, '4': false, '5': false, '6': false}"));
        assertThat(refused("SetInputAudioTracks", "{'inputName': 'Mic', 'inputAudioTracks': {'7': true}}"))
                .isEqualTo(400);
    }

    @Test
    void theReplayIsSaved() throws InterruptedException {
        assertThat(refused("SaveReplayBuffer", "")).isEqualTo(501);
        assertThat(refused("GetLastReplayBufferReplay", "")).isEqualTo(600);
        ask("StartReplayBuffer");
        assertThat(refused("StartReplayBuffer", "")).isEqualTo(500);
        assertThat(ask("GetReplayBufferStatus").get("outputActive").getAsBoolean())
                .isTrue();
        ask("SaveReplayBuffer");
        assertThat(ask("GetLastReplayBufferReplay").get("savedReplayPath").getAsString())
                .endsWith("Replay.mp4");
        assertThat(ask("ToggleReplayBuffer").get("outputActive").getAsBoolean()).isFalse();
        assertThat(refused("StopReplayBuffer", "")).isEqualTo(501);
    }

    @Test
    void theBroadcastAndTheRecordingBeginAndEnd() throws InterruptedException {
        assertThat(refused("StopStream", "")).isEqualTo(501);
        ask("StartStream");
        assertThat(studio.snapshot().live()).isInstanceOf(Live.On.class);
        assertThat(refused("StartStream", "")).isEqualTo(500);
        assertThat(ask("GetStreamStatus").get("outputActive").getAsBoolean()).isTrue();
        assertThat(ask("ToggleStream").get("outputActive").getAsBoolean()).isFalse();
        assertThat(studio.snapshot().live()).isInstanceOf(Live.Off.class);
        studio.enable(DestinationSetting.OWN_SERVER, false);
        studio.enable("twitch", false);
        assertThat(refused("StartStream", "")).isEqualTo(604);

        assertThat(refused("StopRecord", "")).isEqualTo(501);
        ask("StartRecord");
        assertThat(ask("GetRecordStatus").get("outputTimecode").getAsString()).matches("00:00:\\d\\d\\.\\d{3}");
        Recording.On on = (Recording.On) studio.snapshot().recording();
        assertThat(refused("ResumeRecord", "")).isEqualTo(503);
        ask("PauseRecord");
        assertThat(refused("PauseRecord", "")).isEqualTo(502);
        assertThat(ask("GetRecordStatus").get("outputPaused").getAsBoolean()).isTrue();
        assertThat(ask("ToggleRecordPause").get("outputPaused").getAsBoolean()).isFalse();
        assertThat(ask("StopRecord").get("outputPath").getAsString()).isEqualTo(on.file());
        assertThat(refused("PauseRecord", "")).isEqualTo(501);
        assertThat(ask("ToggleRecord").get("outputActive").getAsBoolean()).isTrue();
    }
}
