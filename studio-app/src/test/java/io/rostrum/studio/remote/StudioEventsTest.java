package io.rostrum.studio.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.scene.Transition;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.engine.ChannelSetting;
import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.Layout;
import io.rostrum.studio.engine.SourceSetting;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.TransitionSetting;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Programs are told what happens, whoever did it.
final class StudioEventsTest {
    private static final Layout AT_A_TENTH =
            Layout.WHOLE.withBox(new PictureRect(128, 0, 1280, 720), new PictureSize(1280, 720));

    private final FakeStudio studio = FakeStudio.busy();

    private List<RemoteEvent> after(Runnable change) {
        StudioSnapshot before = studio.snapshot();
        change.run();
        return StudioEvents.between(before, studio.snapshot());
    }

    private static List<String> types(List<RemoteEvent> events) {
        return events.stream().map(RemoteEvent::type).toList();
    }

    private static JsonObject data(List<RemoteEvent> events, String type) {
        return events.stream()
                .filter(event -> event.type().equals(type))
                .findFirst()
                .orElseThrow()
                .data();
    }

    @Test
    void nothingIsSaidOfNothing() {
        assertThat(after(() -> {})).isEmpty();
    }

    @Test
    void scenesComeChangeAndGo() {
        String[] id = new String[1];
        List<RemoteEvent> made = after(() -> id[0] = studio.scenes().add("Break"));
        assertThat(types(made)).containsExactly("SceneCreated", "SceneListChanged");
        assertThat(data(made, "SceneCreated").get("sceneName").getAsString()).isEqualTo("Break");
        assertThat(data(made, "SceneListChanged").getAsJsonArray("scenes")).hasSize(2);

        List<RemoteEvent> shown = after(() -> studio.scenes().appear(id[0]));
        assertThat(types(shown)).containsExactly("CurrentProgramSceneChanged");
        assertThat(data(shown, "CurrentProgramSceneChanged").get("sceneName").getAsString())
                .isEqualTo("Break");

        List<RemoteEvent> renamed = after(() -> studio.scenes().rename(id[0], "Pause"));
        assertThat(types(renamed)).containsExactly("SceneNameChanged", "SceneListChanged");
        assertThat(data(renamed, "SceneNameChanged").get("oldSceneName").getAsString())
                .isEqualTo("Break");

        assertThat(types(after(() -> studio.scenes().studio(true))))
                .containsExactly("StudioModeStateChanged", "CurrentPreviewSceneChanged");
        assertThat(types(after(() -> studio.scenes().take())))
                .containsExactly("CurrentProgramSceneChanged", "CurrentPreviewSceneChanged");
        assertThat(types(after(() -> studio.scenes().remove(id[0])))).contains("SceneRemoved", "SceneListChanged");
        assertThat(types(after(() -> studio.scenes().transition(new TransitionSetting(Transition.Kind.SLIDE, 900, 0)))))
                .containsExactly("CurrentSceneTransitionChanged", "CurrentSceneTransitionDurationChanged");
    }

    @Test
    void sourcesComeChangeAndGo() {
        String[] id = new String[1];
        List<RemoteEvent> added = after(() -> id[0] = studio.addSource(new SourceSetting("Logo", "/logo.png")));
        assertThat(types(added)).containsExactly("InputCreated", "SceneItemCreated");
        assertThat(data(added, "InputCreated").get("inputKind").getAsString()).isEqualTo("image_source");
        assertThat(data(added, "SceneItemCreated").get("sceneItemIndex").getAsInt())
                .as("on top of two")
                .isEqualTo(2);
        List<RemoteEvent> hidden = after(() -> studio.show(id[0], false));
        assertThat(types(hidden)).containsExactly("SceneItemEnableStateChanged");
        assertThat(data(hidden, "SceneItemEnableStateChanged")
                        .get("sceneItemEnabled")
                        .getAsBoolean())
                .isFalse();
        assertThat(types(after(() -> studio.scenes().place(id[0], AT_A_TENTH))))
                .containsExactly("SceneItemTransformChanged");
        assertThat(types(after(() -> studio.scenes().lock(id[0], true)))).containsExactly("SceneItemLockStateChanged");
        assertThat(types(after(() -> studio.move(id[0], 2)))).containsExactly("SceneItemListReindexed");
        assertThat(types(after(() -> studio.rename(id[0], "Mark")))).containsExactly("InputNameChanged");
        assertThat(types(after(() -> studio.remove(id[0])))).containsExactly("InputRemoved", "SceneItemRemoved");
    }

    @Test
    void theSoundOfAFilmIsTheFilms() {
        String film = studio.addSource(new SourceSetting("Film", "/film.mp4"));
        String[] channel = new String[1];
        assertThat(after(() -> channel[0] = studio.addChannel(new ChannelSetting("Film", "source:" + film))))
                .as("no input of its own")
                .isEmpty();
        List<RemoteEvent> muted = after(() -> {
            studio.mute(channel[0], true);
            studio.gain(channel[0], -60);
            studio.tracks(channel[0], TrackSet.parse("2"));
        });
        assertThat(types(muted))
                .containsExactly("InputMuteStateChanged", "InputVolumeChanged", "InputAudioTracksChanged");
        assertThat(data(muted, "InputMuteStateChanged").get("inputUuid").getAsString())
                .isEqualTo(Found.uuid(film));
        assertThat(data(muted, "InputVolumeChanged").get("inputVolumeDb").getAsDouble())
                .isEqualTo(-100);
    }

    @Test
    void aReplayIsKeptAndSaved() {
        assertThat(types(after(() -> studio.replay(true)))).containsExactly("ReplayBufferStateChanged");
        List<RemoteEvent> saved = after(() -> studio.saveReplay().join());
        assertThat(data(saved, "ReplayBufferSaved").get("savedReplayPath").getAsString())
                .endsWith("Replay.mp4");
        assertThat(data(after(() -> studio.replay(false)), "ReplayBufferStateChanged")
                        .get("outputActive")
                        .getAsBoolean())
                .isFalse();
    }

    @Test
    void outputsBeginAndEnd() {
        List<RemoteEvent> live = after(studio::goLive);
        assertThat(data(live, "StreamStateChanged").get("outputState").getAsString())
                .isEqualTo("OBS_WEBSOCKET_OUTPUT_STARTED");
        assertThat(data(after(studio::endLive), "StreamStateChanged")
                        .get("outputActive")
                        .getAsBoolean())
                .isFalse();
        assertThat(data(after(() -> studio.record(true)), "RecordStateChanged")
                        .get("outputPath")
                        .isJsonNull())
                .isTrue();
        assertThat(data(after(() -> studio.pauseRecording(true)), "RecordStateChanged")
                        .get("outputState")
                        .getAsString())
                .isEqualTo("OBS_WEBSOCKET_OUTPUT_PAUSED");
        assertThat(data(after(() -> studio.pauseRecording(false)), "RecordStateChanged")
                        .get("outputState")
                        .getAsString())
                .isEqualTo("OBS_WEBSOCKET_OUTPUT_RESUMED");
        assertThat(data(after(() -> studio.record(false)), "RecordStateChanged")
                        .get("outputPath")
                        .getAsString())
                .endsWith(".mp4");
    }
}
