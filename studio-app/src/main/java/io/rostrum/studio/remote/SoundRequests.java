package io.rostrum.studio.remote;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.studio.engine.ChannelSound;
import io.rostrum.studio.engine.StudioSnapshot.ChannelView;
import java.util.Map;

/// Requests about what is done to sounds beside their volume: balance, offset, tracks.
final class SoundRequests {
    private final RemoteRequests requests;

    private SoundRequests(RemoteRequests requests) {
        this.requests = requests;
    }

    static void list(RemoteRequests requests, Map<String, RemoteRequests.Call> calls) {
        SoundRequests sounds = new SoundRequests(requests);
        calls.put("GetInputAudioBalance", (fields, _) -> balance(sounds.channel(fields)));
        calls.put("SetInputAudioBalance", (fields, _) -> sounds.setBalance(fields));
        calls.put("GetInputAudioSyncOffset", (fields, _) -> offset(sounds.channel(fields)));
        calls.put("SetInputAudioSyncOffset", (fields, _) -> sounds.setOffset(fields));
        calls.put("GetInputAudioTracks", (fields, _) -> tracks(sounds.channel(fields)));
        calls.put("SetInputAudioTracks", (fields, _) -> sounds.setTracks(fields));
    }

    private ChannelView channel(RequestFields fields) throws RequestException {
        return requests.now().sound(fields);
    }

    /// {@return 0 for only the left side, 1 for only the right one}
    static JsonObject balance(ChannelView channel) {
        JsonObject answer = new JsonObject();
        answer.addProperty("inputAudioBalance", (channel.sound().balance() + 1) / 2);
        return answer;
    }

    static JsonObject offset(ChannelView channel) {
        JsonObject answer = new JsonObject();
        answer.addProperty("inputAudioSyncOffset", channel.sound().offsetMillis());
        return answer;
    }

    static JsonObject tracks(ChannelView channel) {
        JsonObject tracks = new JsonObject();
        TrackSet.all()
                .forEach(track -> tracks.addProperty(
                        String.valueOf(track), channel.tracks().has(track)));
        JsonObject answer = new JsonObject();
        answer.add("inputAudioTracks", tracks);
        return answer;
    }

    private JsonObject setBalance(RequestFields fields) throws RequestException, InterruptedException {
        ChannelView channel = channel(fields);
        double balance = fields.number("inputAudioBalance", 0, 1) * 2 - 1;
        requests.change(
                () -> requests.studio().sound(channel.id(), channel.sound().withBalance(balance)));
        return new JsonObject();
    }

    private JsonObject setOffset(RequestFields fields) throws RequestException, InterruptedException {
        ChannelView channel = channel(fields);
        int millis = fields.whole("inputAudioSyncOffset", ChannelSound.EARLIEST_MILLIS, ChannelSound.LATEST_MILLIS);
        requests.change(
                () -> requests.studio().sound(channel.id(), channel.sound().withOffset(millis)));
        return new JsonObject();
    }

    private JsonObject setTracks(RequestFields fields) throws RequestException, InterruptedException {
        ChannelView channel = channel(fields);
        TrackSet to = channel.tracks();
        for (var each : fields.object("inputAudioTracks").entrySet()) {
            boolean known = each.getKey().matches("[1-" + TrackSet.MOST + "]")
                    && each.getValue() instanceof JsonPrimitive on
                    && on.isBoolean();
            if (!known) {
                throw new RequestException(
                        RequestStatus.INVALID_REQUEST_FIELD,
                        "inputAudioTracks: " + each.getKey() + " (expected: 1 to " + TrackSet.MOST
                                + ", each true or false)");
            }
            to = to.with(Integer.parseInt(each.getKey()), each.getValue().getAsBoolean());
        }
        TrackSet wanted = to;
        requests.change(() -> requests.studio().tracks(channel.id(), wanted));
        return new JsonObject();
    }
}
