package io.rostrum.studio.remote;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.ChannelView;
import io.rostrum.studio.engine.StudioSnapshot.ItemView;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.engine.StudioSnapshot.Recording;
import io.rostrum.studio.engine.StudioSnapshot.Replay;
import io.rostrum.studio.engine.StudioSnapshot.SceneView;
import io.rostrum.studio.engine.StudioSnapshot.Scenes;
import io.rostrum.studio.remote.Found.Input;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What has happened in the studio between two looks at it, in the words of the protocol.
final class StudioEvents {
    private static final String OUTPUT = "OBS_WEBSOCKET_OUTPUT_";

    private final Found before;
    private final Found after;
    private final List<RemoteEvent> events = new ArrayList<>();

    private StudioEvents(StudioSnapshot before, StudioSnapshot after) {
        this.before = new Found(before);
        this.after = new Found(after);
    }

    /// {@return what has happened, things that others stand on first}
    static List<RemoteEvent> between(StudioSnapshot before, StudioSnapshot after) {
        StudioEvents since = new StudioEvents(before, after);
        since.inputs();
        since.scenes();
        since.items();
        since.sounds();
        since.transition();
        since.showing();
        since.outputs();
        since.replay();
        return since.events;
    }

    private void add(String type, int intent, JsonObject data) {
        events.add(new RemoteEvent(type, intent, data));
    }

    private static <T> Map<String, T> byId(List<T> all, Function<T, String> id) {
        return all.stream().collect(Collectors.toMap(id, each -> each, (first, _) -> first, LinkedHashMap::new));
    }

    // --- scenes -----------------------------------------------------------------------------------------------------

    private static JsonObject scene(SceneView scene) {
        JsonObject data = new JsonObject();
        SceneRequests.name(data, "scene", scene);
        return data;
    }

    private static JsonObject noGroup(SceneView scene) {
        JsonObject data = scene(scene);
        data.addProperty("isGroup", false);
        return data;
    }

    private void scenes() {
        List<SceneView> old = before.snapshot().scenes().list();
        List<SceneView> now = after.snapshot().scenes().list();
        Map<String, SceneView> known = byId(old, SceneView::id);
        Map<String, SceneView> there = byId(now, SceneView::id);
        for (SceneView scene : old) {
            if (!there.containsKey(scene.id())) {
                add("SceneRemoved", RemoteEvent.SCENES, noGroup(scene));
            }
        }
        for (SceneView scene : now) {
            SceneView was = known.get(scene.id());
            if (was == null) {
                add("SceneCreated", RemoteEvent.SCENES, noGroup(scene));
            } else if (!was.name().equals(scene.name())) {
                JsonObject data = scene(scene);
                data.addProperty("oldSceneName", was.name());
                add("SceneNameChanged", RemoteEvent.SCENES, data);
            }
        }
        if (!SceneRequests.list(old).equals(SceneRequests.list(now))) {
            JsonObject data = new JsonObject();
            data.add("scenes", SceneRequests.list(now));
            add("SceneListChanged", RemoteEvent.SCENES, data);
        }
    }

    private void showing() {
        Scenes old = before.snapshot().scenes();
        Scenes now = after.snapshot().scenes();
        if (old.studio() != now.studio()) {
            JsonObject data = new JsonObject();
            data.addProperty("studioModeEnabled", now.studio());
            add("StudioModeStateChanged", RemoteEvent.UI, data);
        }
        if (!old.shown().equals(now.shown())) {
            add("CurrentProgramSceneChanged", RemoteEvent.SCENES, scene(after.scene(now.shown())));
        }
        if (now.studio() && !(old.studio() && old.edited().equals(now.edited()))) {
            add("CurrentPreviewSceneChanged", RemoteEvent.SCENES, scene(after.scene(now.edited())));
        }
    }

    private void transition() {
        var old = before.snapshot().scenes().transition();
        var now = after.snapshot().scenes().transition();
        if (old.kind() != now.kind()) {
            JsonObject data = new JsonObject();
            data.addProperty("transitionName", SceneRequests.name(now.kind()));
            data.addProperty("transitionUuid", Found.uuid("transition " + now.kind()));
            add("CurrentSceneTransitionChanged", RemoteEvent.TRANSITIONS, data);
        }
        if (old.millis() != now.millis()) {
            JsonObject data = new JsonObject();
            data.addProperty("transitionDuration", now.millis());
            add("CurrentSceneTransitionDurationChanged", RemoteEvent.TRANSITIONS, data);
        }
    }

    // --- sources in scenes ------------------------------------------------------------------------------------------

    private void items() {
        Map<String, SceneView> known = byId(before.snapshot().scenes().list(), SceneView::id);
        for (SceneView scene : after.snapshot().scenes().list()) {
            SceneView was = known.get(scene.id());
            if (was != null) {
                items(was, scene);
            }
        }
    }

    private static JsonObject item(SceneView scene, ItemView item) {
        JsonObject data = scene(scene);
        data.addProperty("sceneItemId", Found.itemId(item.source()));
        return data;
    }

    private static JsonObject source(SceneView scene, ItemView item) {
        JsonObject data = item(scene, item);
        data.addProperty("sourceName", item.name());
        data.addProperty("sourceUuid", Found.uuid(item.source()));
        return data;
    }

    private void items(SceneView was, SceneView scene) {
        Map<String, ItemView> known = byId(was.items(), ItemView::source);
        for (ItemView item : was.items()) {
            if (!scene.sources().contains(item.source())) {
                add("SceneItemRemoved", RemoteEvent.SCENE_ITEMS, source(scene, item));
            }
        }
        for (ItemView item : scene.items()) {
            ItemView old = known.get(item.source());
            if (old == null) {
                JsonObject data = source(scene, item);
                int fromTop = scene.items().indexOf(item);
                data.addProperty("sceneItemIndex", scene.items().size() - 1 - fromTop);
                add("SceneItemCreated", RemoteEvent.SCENE_ITEMS, data);
            } else {
                changed(scene, old, item);
            }
        }
        boolean same =
                known.keySet().equals(byId(scene.items(), ItemView::source).keySet());
        if (same && !was.sources().equals(scene.sources())) {
            JsonObject data = scene(scene);
            data.add("sceneItems", order(scene));
            add("SceneItemListReindexed", RemoteEvent.SCENE_ITEMS, data);
        }
    }

    private static JsonArray order(SceneView scene) {
        JsonArray order = new JsonArray();
        for (ItemView item : scene.items().reversed()) {
            JsonObject each = new JsonObject();
            each.addProperty("sceneItemId", Found.itemId(item.source()));
            each.addProperty("sceneItemIndex", order.size());
            order.add(each);
        }
        return order;
    }

    private void changed(SceneView scene, ItemView old, ItemView item) {
        if (old.visible() != item.visible()) {
            JsonObject data = item(scene, item);
            data.addProperty("sceneItemEnabled", item.visible());
            add("SceneItemEnableStateChanged", RemoteEvent.SCENE_ITEMS, data);
        }
        if (old.locked() != item.locked()) {
            JsonObject data = item(scene, item);
            data.addProperty("sceneItemLocked", item.locked());
            add("SceneItemLockStateChanged", RemoteEvent.SCENE_ITEMS, data);
        }
        if (!old.layout().equals(item.layout())) {
            JsonObject data = item(scene, item);
            data.add("sceneItemTransform", SceneItemRequests.transform(after, item));
            add("SceneItemTransformChanged", RemoteEvent.SCENE_ITEM_TRANSFORM_CHANGED, data);
        }
    }

    // --- inputs -----------------------------------------------------------------------------------------------------

    private static JsonObject input(Input input) {
        JsonObject data = new JsonObject();
        data.addProperty("inputName", input.name());
        data.addProperty("inputUuid", input.uuid());
        return data;
    }

    private void inputs() {
        Map<String, Input> known = byId(before.inputs(), Input::id);
        Map<String, Input> there = byId(after.inputs(), Input::id);
        for (Input input : known.values()) {
            if (!there.containsKey(input.id())) {
                add("InputRemoved", RemoteEvent.INPUTS, input(input));
            }
        }
        for (Input input : there.values()) {
            Input was = known.get(input.id());
            if (was == null) {
                JsonObject data = input(input);
                data.addProperty("inputKind", input.kind());
                data.addProperty("unversionedInputKind", input.kind());
                data.add("inputSettings", new JsonObject());
                data.add("defaultInputSettings", new JsonObject());
                add("InputCreated", RemoteEvent.INPUTS, data);
            } else if (!was.name().equals(input.name())) {
                JsonObject data = input(input);
                data.addProperty("oldInputName", was.name());
                add("InputNameChanged", RemoteEvent.INPUTS, data);
            }
        }
    }

    private void sounds() {
        Map<String, Input> known = byId(before.inputs(), Input::id);
        for (Input input : after.inputs()) {
            Input was = known.get(input.id());
            if (was != null && was.channel().isPresent() && input.channel().isPresent()) {
                sound(input, was.channel().get(), input.channel().get());
            }
        }
    }

    private void sound(Input input, ChannelView old, ChannelView now) {
        if (old.muted() != now.muted()) {
            JsonObject data = input(input);
            data.addProperty("inputMuted", now.muted());
            add("InputMuteStateChanged", RemoteEvent.INPUTS, data);
        }
        if (old.gainDecibels() != now.gainDecibels()) {
            JsonObject data = input(input);
            InputRequests.volume(data, now);
            add("InputVolumeChanged", RemoteEvent.INPUTS, data);
        }
        changed("InputAudioBalanceChanged", input, SoundRequests.balance(old), SoundRequests.balance(now));
        changed("InputAudioSyncOffsetChanged", input, SoundRequests.offset(old), SoundRequests.offset(now));
        changed("InputAudioTracksChanged", input, SoundRequests.tracks(old), SoundRequests.tracks(now));
    }

    private void changed(String event, Input input, JsonObject old, JsonObject now) {
        if (!old.equals(now)) {
            JsonObject data = input(input);
            now.entrySet().forEach(each -> data.add(each.getKey(), each.getValue()));
            add(event, RemoteEvent.INPUTS, data);
        }
    }

    // --- outputs ----------------------------------------------------------------------------------------------------

    private void output(String type, boolean active, String state, @Nullable JsonElement path) {
        JsonObject data = new JsonObject();
        data.addProperty("outputActive", active);
        data.addProperty("outputState", OUTPUT + state);
        if (path != null) {
            data.add("outputPath", path);
        }
        add(type, RemoteEvent.OUTPUTS, data);
    }

    private void outputs() {
        String state = state(after.snapshot().live());
        if (!state.equals(state(before.snapshot().live()))) {
            output("StreamStateChanged", after.snapshot().live() instanceof Live.On, state, null);
        }
        Recording was = before.snapshot().recording();
        Recording is = after.snapshot().recording();
        if (!(was instanceof Recording.On) && is instanceof Recording.On) {
            output("RecordStateChanged", true, "STARTED", JsonNull.INSTANCE);
        } else if (was instanceof Recording.On on && !(is instanceof Recording.On)) {
            output("RecordStateChanged", false, "STOPPED", new JsonPrimitive(on.file()));
        } else if (was instanceof Recording.On old && is instanceof Recording.On now) {
            recorded(old, now);
        }
    }

    private void recorded(Recording.On old, Recording.On now) {
        if (old.paused().isPresent() != now.paused().isPresent()) {
            boolean paused = now.paused().isPresent();
            output("RecordStateChanged", !paused, paused ? "PAUSED" : "RESUMED", JsonNull.INSTANCE);
        }
        if (!old.file().equals(now.file())) {
            JsonObject data = new JsonObject();
            data.addProperty("newOutputPath", now.file());
            add("RecordFileChanged", RemoteEvent.OUTPUTS, data);
        }
    }

    private void replay() {
        Replay was = before.snapshot().replay();
        Replay is = after.snapshot().replay();
        if (was.on() != is.on()) {
            output("ReplayBufferStateChanged", is.on(), is.on() ? "STARTED" : "STOPPED", null);
        }
        if (!was.saved().equals(is.saved())) {
            JsonObject data = new JsonObject();
            data.addProperty("savedReplayPath", is.saved().orElse(""));
            add("ReplayBufferSaved", RemoteEvent.OUTPUTS, data);
        }
    }

    private static String state(Live live) {
        return switch (live) {
            case Live.Off _ -> "STOPPED";
            case Live.Starting _ -> "STARTING";
            case Live.On _ -> "STARTED";
            case Live.Ending _ -> "STOPPING";
        };
    }
}
