package io.rostrum.studio.remote;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.rostrum.studio.engine.StudioSnapshot.ChannelView;
import io.rostrum.studio.remote.Found.Input;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Requests about what shows and sounds.
final class InputRequests {
    /// Of the protocol: what is as quiet has no sound.
    private static final double LEAST_DECIBELS = -100;

    /// As quiet is silence in the mixer.
    private static final double SILENCE_DECIBELS = -60;

    private static final double MOST_DECIBELS = 12;
    private static final double DECIBELS_A_DECADE = 20;
    private static final int MICROPHONES = 4;

    private final RemoteRequests requests;

    private InputRequests(RemoteRequests requests) {
        this.requests = requests;
    }

    static void list(RemoteRequests requests, Map<String, RemoteRequests.Call> calls) {
        InputRequests inputs = new InputRequests(requests);
        calls.put("GetInputList", (fields, _) -> inputs.all(fields));
        calls.put("GetInputKindList", (_, _) -> kinds());
        calls.put("GetSpecialInputs", (_, _) -> inputs.special());
        calls.put("SetInputName", (fields, _) -> inputs.rename(fields));
        calls.put("GetInputMute", (fields, _) -> inputs.muted(fields));
        calls.put("SetInputMute", (fields, _) -> inputs.mute(fields));
        calls.put("ToggleInputMute", (fields, _) -> inputs.toggle(fields));
        calls.put("GetInputVolume", (fields, _) -> inputs.volume(fields));
        calls.put("SetInputVolume", (fields, _) -> inputs.setVolume(fields));
        calls.put("GetSourceActive", (fields, _) -> inputs.active(fields));
    }

    private JsonObject all(RequestFields fields) throws RequestException {
        String kind = fields.has("inputKind") ? fields.text("inputKind") : "";
        JsonArray list = new JsonArray();
        for (Input input : requests.now().inputs()) {
            if (kind.isEmpty() || kind.equals(input.kind())) {
                JsonObject each = new JsonObject();
                each.addProperty("inputName", input.name());
                each.addProperty("inputUuid", input.uuid());
                each.addProperty("inputKind", input.kind());
                each.addProperty("unversionedInputKind", input.kind());
                list.add(each);
            }
        }
        JsonObject answer = new JsonObject();
        answer.add("inputs", list);
        return answer;
    }

    private static JsonObject kinds() {
        JsonArray list = new JsonArray();
        InputKinds.all().forEach(list::add);
        JsonObject answer = new JsonObject();
        answer.add("inputKinds", list);
        return answer;
    }

    private JsonObject special() {
        List<ChannelView> channels = requests.now().snapshot().channels();
        JsonObject answer = new JsonObject();
        fill(answer, "desktop", 2, named(channels, "desktop"));
        fill(answer, "mic", MICROPHONES, named(channels, "device"));
        return answer;
    }

    private static List<String> named(List<ChannelView> channels, String begin) {
        return channels.stream()
                .filter(channel -> channel.input().startsWith(begin))
                .map(ChannelView::name)
                .toList();
    }

    private static void fill(JsonObject answer, String what, int count, List<String> names) {
        Iterator<String> next = names.iterator();
        for (int i = 1; i <= count; i++) {
            if (next.hasNext()) {
                answer.addProperty(what + i, next.next());
            } else {
                answer.add(what + i, JsonNull.INSTANCE);
            }
        }
    }

    private JsonObject rename(RequestFields fields) throws RequestException, InterruptedException {
        Found found = requests.now();
        Input input = found.input(fields);
        String name = fields.text("newInputName").strip();
        if (name.isEmpty()) {
            throw new RequestException(RequestStatus.REQUEST_FIELD_EMPTY, "newInputName: blank (expected: a name)");
        }
        if (found.inputs().stream().anyMatch(other -> other.name().equals(name))) {
            throw new RequestException(
                    RequestStatus.RESOURCE_ALREADY_EXISTS, name + ": there already (expected: a name that is free)");
        }
        requests.change(() -> requests.studio().rename(input.id(), name));
        return new JsonObject();
    }

    private JsonObject muted(RequestFields fields) throws RequestException {
        JsonObject answer = new JsonObject();
        answer.addProperty("inputMuted", requests.now().sound(fields).muted());
        return answer;
    }

    private JsonObject mute(RequestFields fields) throws RequestException, InterruptedException {
        String channel = requests.now().sound(fields).id();
        boolean muted = fields.flag("inputMuted");
        requests.change(() -> requests.studio().mute(channel, muted));
        return new JsonObject();
    }

    private JsonObject toggle(RequestFields fields) throws RequestException, InterruptedException {
        ChannelView channel = requests.now().sound(fields);
        requests.change(() -> requests.studio().mute(channel.id(), !channel.muted()));
        JsonObject answer = new JsonObject();
        answer.addProperty("inputMuted", !channel.muted());
        return answer;
    }

    /// Writes how loud a channel is; one at the mixer's lower end is silent.
    static void volume(JsonObject into, ChannelView channel) {
        boolean silent = channel.gainDecibels() <= SILENCE_DECIBELS;
        into.addProperty("inputVolumeMul", silent ? 0 : Math.pow(10, channel.gainDecibels() / DECIBELS_A_DECADE));
        into.addProperty("inputVolumeDb", silent ? LEAST_DECIBELS : channel.gainDecibels());
    }

    private JsonObject volume(RequestFields fields) throws RequestException {
        JsonObject answer = new JsonObject();
        volume(answer, requests.now().sound(fields));
        return answer;
    }

    private JsonObject setVolume(RequestFields fields) throws RequestException, InterruptedException {
        String channel = requests.now().sound(fields).id();
        boolean factor = fields.has("inputVolumeMul");
        if (factor && fields.has("inputVolumeDb")) {
            throw new RequestException(
                    RequestStatus.TOO_MANY_REQUEST_FIELDS,
                    "inputVolumeMul and inputVolumeDb: both there (expected: one of them)");
        }
        double decibels;
        if (factor) {
            double most = Math.pow(10, MOST_DECIBELS / DECIBELS_A_DECADE);
            double times = fields.number("inputVolumeMul", 0, most);
            decibels = times == 0 ? SILENCE_DECIBELS : DECIBELS_A_DECADE * Math.log10(times);
        } else {
            decibels = fields.number("inputVolumeDb", LEAST_DECIBELS, MOST_DECIBELS);
        }
        requests.change(() -> requests.studio().gain(channel, Math.max(SILENCE_DECIBELS, decibels)));
        return new JsonObject();
    }

    private JsonObject active(RequestFields fields) throws RequestException {
        Found found = requests.now();
        String name = fields.text("sourceName");
        var scenes = found.snapshot().scenes();
        JsonObject answer = new JsonObject();
        answer.addProperty("videoActive", shows(found, scenes.shown(), name));
        answer.addProperty("videoShowing", shows(found, scenes.shown(), name) || shows(found, scenes.edited(), name));
        return answer;
    }

    private static boolean shows(Found found, String scene, String name) {
        var seen = found.scene(scene);
        return seen.name().equals(name)
                || seen.items().stream()
                        .anyMatch(item -> item.visible() && item.name().equals(name));
    }
}
