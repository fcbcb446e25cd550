package io.rostrum.studio.remote;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.rostrum.capture.scene.Transition;
import io.rostrum.studio.engine.StudioSnapshot.SceneView;
import io.rostrum.studio.engine.StudioSnapshot.Scenes;
import io.rostrum.studio.engine.TransitionSetting;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Requests about scenes, how they follow each other, and studio mode.
final class SceneRequests {
    private static final int LEAST_MILLIS = 50;

    private final RemoteRequests requests;

    private SceneRequests(RemoteRequests requests) {
        this.requests = requests;
    }

    static void list(RemoteRequests requests, Map<String, RemoteRequests.Call> calls) {
        SceneRequests scenes = new SceneRequests(requests);
        calls.put("GetSceneList", (_, _) -> scenes.all());
        calls.put("GetGroupList", (_, _) -> withList("groups"));
        calls.put("GetCurrentProgramScene", (_, _) -> scenes.programme());
        calls.put("SetCurrentProgramScene", (fields, _) -> scenes.show(fields));
        calls.put("GetCurrentPreviewScene", (_, _) -> scenes.preview());
        calls.put("SetCurrentPreviewScene", (fields, _) -> scenes.prepare(fields));
        calls.put("CreateScene", (fields, _) -> scenes.create(fields));
        calls.put("RemoveScene", (fields, _) -> scenes.remove(fields));
        calls.put("SetSceneName", (fields, _) -> scenes.rename(fields));
        calls.put("GetStudioModeEnabled", (_, _) -> scenes.studioMode());
        calls.put("SetStudioModeEnabled", (fields, _) -> scenes.studioMode(fields));
        calls.put("TriggerStudioModeTransition", (_, _) -> scenes.take());
        calls.put("GetTransitionKindList", (_, _) -> kinds());
        calls.put("GetSceneTransitionList", (_, _) -> scenes.transitions());
        calls.put("GetCurrentSceneTransition", (_, _) -> scenes.transition());
        calls.put("SetCurrentSceneTransition", (fields, _) -> scenes.transition(fields));
        calls.put("SetCurrentSceneTransitionDuration", (fields, _) -> scenes.duration(fields));
    }

    private static JsonObject withList(String name) {
        JsonObject answer = new JsonObject();
        answer.add(name, new JsonArray());
        return answer;
    }

    /// {@return all scenes, the last one of the studio first, as the protocol counts them}
    static JsonArray list(List<SceneView> scenes) {
        JsonArray list = new JsonArray();
        for (SceneView scene : scenes.reversed()) {
            JsonObject each = new JsonObject();
            each.addProperty("sceneIndex", list.size());
            each.addProperty("sceneName", scene.name());
            each.addProperty("sceneUuid", Found.uuid(scene.id()));
            list.add(each);
        }
        return list;
    }

    private JsonObject all() {
        Found found = requests.now();
        Scenes scenes = found.snapshot().scenes();
        JsonObject answer = new JsonObject();
        name(answer, "currentProgramScene", found.scene(scenes.shown()));
        if (scenes.studio()) {
            name(answer, "currentPreviewScene", found.scene(scenes.edited()));
        } else {
            answer.add("currentPreviewSceneName", JsonNull.INSTANCE);
            answer.add("currentPreviewSceneUuid", JsonNull.INSTANCE);
        }
        answer.add("scenes", list(scenes.list()));
        return answer;
    }

    static void name(JsonObject into, String what, SceneView scene) {
        into.addProperty(what + "Name", scene.name());
        into.addProperty(what + "Uuid", Found.uuid(scene.id()));
    }

    private JsonObject programme() {
        Found found = requests.now();
        SceneView shown = found.scene(found.snapshot().scenes().shown());
        JsonObject answer = new JsonObject();
        name(answer, "scene", shown);
        name(answer, "currentProgramScene", shown);
        return answer;
    }

    private JsonObject show(RequestFields fields) throws RequestException, InterruptedException {
        SceneView scene = requests.now().scene(fields);
        requests.change(() -> requests.studio().scenes().appear(scene.id()));
        return new JsonObject();
    }

    private Scenes inStudioMode() throws RequestException {
        Scenes scenes = requests.now().snapshot().scenes();
        if (!scenes.studio()) {
            throw new RequestException(
                    RequestStatus.STUDIO_MODE_NOT_ACTIVE, "studio mode: off (expected: on, by SetStudioModeEnabled)");
        }
        return scenes;
    }

    private JsonObject preview() throws RequestException {
        SceneView edited = requests.now().scene(inStudioMode().edited());
        JsonObject answer = new JsonObject();
        name(answer, "scene", edited);
        name(answer, "currentPreviewScene", edited);
        return answer;
    }

    private JsonObject prepare(RequestFields fields) throws RequestException, InterruptedException {
        Scenes scenes = inStudioMode();
        SceneView scene = requests.now().scene(fields);
        if (scene.id().equals(scenes.shown())) {
            throw new RequestException(
                    RequestStatus.INVALID_RESOURCE_STATE,
                    scene.name() + ": shown by the programme (expected: another scene to be prepared)");
        }
        requests.change(() -> requests.studio().scenes().next(scene.id()));
        return new JsonObject();
    }

    private void free(String name) throws RequestException {
        if (requests.now().hasScene(name)) {
            throw new RequestException(
                    RequestStatus.RESOURCE_ALREADY_EXISTS, name + ": there already (expected: a name that is free)");
        }
    }

    private static String nameIn(RequestFields fields, String field) throws RequestException {
        String name = fields.text(field).strip();
        if (name.isEmpty()) {
            throw new RequestException(RequestStatus.REQUEST_FIELD_EMPTY, field + ": blank (expected: a name)");
        }
        return name;
    }

    private JsonObject create(RequestFields fields) throws RequestException, InterruptedException {
        String name = nameIn(fields, "sceneName");
        free(name);
        String[] id = new String[1];
        requests.change(() -> id[0] = requests.studio().scenes().add(name));
        JsonObject answer = new JsonObject();
        answer.addProperty("sceneUuid", Found.uuid(id[0]));
        return answer;
    }

    private JsonObject remove(RequestFields fields) throws RequestException, InterruptedException {
        Found found = requests.now();
        SceneView scene = found.scene(fields);
        if (found.snapshot().scenes().list().size() < 2) {
            throw new RequestException(
                    RequestStatus.NOT_ENOUGH_RESOURCES,
                    scene.name() + ": the last scene (expected: another one stays)");
        }
        requests.change(() -> requests.studio().scenes().remove(scene.id()));
        return new JsonObject();
    }

    private JsonObject rename(RequestFields fields) throws RequestException, InterruptedException {
        SceneView scene = requests.now().scene(fields);
        String name = nameIn(fields, "newSceneName");
        free(name);
        requests.change(() -> requests.studio().scenes().rename(scene.id(), name));
        return new JsonObject();
    }

    private JsonObject studioMode() {
        JsonObject answer = new JsonObject();
        answer.addProperty(
                "studioModeEnabled", requests.now().snapshot().scenes().studio());
        return answer;
    }

    private JsonObject studioMode(RequestFields fields) throws RequestException, InterruptedException {
        boolean on = fields.flag("studioModeEnabled");
        requests.change(() -> requests.studio().scenes().studio(on));
        return new JsonObject();
    }

    private JsonObject take() throws RequestException, InterruptedException {
        inStudioMode();
        requests.change(() -> requests.studio().scenes().take());
        return new JsonObject();
    }

    // --- transitions ------------------------------------------------------------------------------------------------

    /// {@return its name: `Fade to color`}
    static String name(Transition.Kind kind) {
        String words = american(kind).replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String kind(Transition.Kind kind) {
        return american(kind) + "_transition";
    }

    private static String american(Transition.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace("colour", "color");
    }

    private static JsonObject kinds() {
        JsonArray list = new JsonArray();
        Arrays.stream(Transition.Kind.values())
                .map(kind -> new JsonPrimitive(kind(kind)))
                .forEach(list::add);
        JsonObject answer = new JsonObject();
        answer.add("transitionKinds", list);
        return answer;
    }

    private static boolean isFixed(Transition.Kind kind) {
        return kind == Transition.Kind.CUT || kind == Transition.Kind.STINGER;
    }

    private static void describe(JsonObject into, String what, Transition.Kind kind) {
        into.addProperty(what + "Name", name(kind));
        into.addProperty(what + "Uuid", Found.uuid("transition " + kind));
        into.addProperty(what + "Kind", kind(kind));
    }

    private JsonObject transitions() {
        JsonArray list = new JsonArray();
        for (Transition.Kind kind : Transition.Kind.values()) {
            JsonObject each = new JsonObject();
            describe(each, "transition", kind);
            each.addProperty("transitionFixed", isFixed(kind));
            each.addProperty("transitionConfigurable", false);
            list.add(each);
        }
        JsonObject answer = new JsonObject();
        describe(
                answer,
                "currentSceneTransition",
                requests.now().snapshot().scenes().transition().kind());
        answer.add("transitions", list);
        return answer;
    }

    private JsonObject transition() {
        TransitionSetting now = requests.now().snapshot().scenes().transition();
        JsonObject answer = new JsonObject();
        describe(answer, "transition", now.kind());
        answer.addProperty("transitionFixed", isFixed(now.kind()));
        answer.add("transitionDuration", isFixed(now.kind()) ? JsonNull.INSTANCE : new JsonPrimitive(now.millis()));
        answer.addProperty("transitionConfigurable", false);
        answer.add("transitionSettings", JsonNull.INSTANCE);
        return answer;
    }

    private JsonObject transition(RequestFields fields) throws RequestException, InterruptedException {
        String wanted = fields.text("transitionName");
        Transition.Kind kind = Arrays.stream(Transition.Kind.values())
                .filter(each -> name(each).equalsIgnoreCase(wanted))
                .findFirst()
                .orElseThrow(() -> new RequestException(
                        RequestStatus.RESOURCE_NOT_FOUND,
                        "transitionName: " + wanted + " (expected: one of GetSceneTransitionList)"));
        TransitionSetting now = requests.now().snapshot().scenes().transition();
        requests.change(() -> requests.studio().scenes().transition(now.withKind(kind, now.colour())));
        return new JsonObject();
    }

    private JsonObject duration(RequestFields fields) throws RequestException, InterruptedException {
        int millis = fields.whole("transitionDuration", LEAST_MILLIS, TransitionSetting.MOST_MILLIS);
        TransitionSetting now = requests.now().snapshot().scenes().transition();
        requests.change(() -> requests.studio().scenes().transition(now.withMillis(millis)));
        return new JsonObject();
    }
}
