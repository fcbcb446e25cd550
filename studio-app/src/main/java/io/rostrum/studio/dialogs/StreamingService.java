package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.mark;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Services that people stream to, and where they take RTMP.
///
/// The addresses of YouTube, Restream and Trovo are those that OBS Studio ships
/// (`plugins/rtmp-services/data/services.json`, August 2026); those of Twitch and Facebook the general ones of their
/// own guides, which OBS replaces by hosts near the user. Kick gives each channel an address of its own.
enum StreamingService {
    TWITCH(
            "Twitch",
            "rtmp://live.twitch.tv/app",
            mark("Twitch: Creator Dashboard, Settings, Stream, “Primary stream key”. It starts with live_.")),
    YOUTUBE(
            "YouTube",
            "rtmps://a.rtmps.youtube.com/live2",
            mark("YouTube Studio: Create, Go live, Stream, “Stream key”. Live streaming must be switched "
                    + "on a day before.")),
    FACEBOOK(
            "Facebook",
            "rtmps://live-api-s.facebook.com:443/rtmp",
            mark("Facebook: Live Producer, Streaming software, “Stream key”. A key is good for one "
                    + "broadcast unless you make it persistent there.")),
    KICK(
            "Kick",
            "",
            mark("Kick: Creator Dashboard, Settings, “Stream URL & Key”. Kick gives each channel its own "
                    + "address: copy both.")),
    RESTREAM("Restream", "rtmp://live.restream.io/live", mark("Restream: Dashboard, Streaming setup, “Stream key”.")),
    TROVO("Trovo", "rtmp://livepush.trovo.live/live", mark("Trovo Studio: My channel, Stream, “Stream key”.")),
    CUSTOM(
            mark("Other server"),
            "",
            mark("Whoever runs the server tells you its address and key. An address looks like rtmp://host/app."));

    private final String label;
    private final String address;
    private final String keyPlace;

    StreamingService(String label, String address, String keyPlace) {
        this.label = label;
        this.address = address;
        this.keyPlace = keyPlace;
    }

    String label() {
        return label;
    }

    /// {@return without the key; empty where each user has an address of his own}
    String address() {
        return address;
    }

    /// {@return where to find the key, in words}
    String keyPlace() {
        return keyPlace;
    }

    /// {@return whose address this is; [#CUSTOM] where it is of none}
    static StreamingService of(String address) {
        String plain = address.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(service -> !service.address.isEmpty() && isWithin(plain, service.address))
                .findFirst()
                .orElse(plain.contains(".global-contribute.live-video.net") ? KICK : CUSTOM);
    }

    /// {@return what follows this service's address in `text`: a key that was pasted along with it}
    Optional<String> keyWithin(String text) {
        String plain = text.strip();
        boolean longer = !address.isEmpty()
                && plain.length() > address.length() + 1
                && isWithin(plain.toLowerCase(Locale.ROOT), address);
        return longer ? Optional.of(plain.substring(address.length() + 1)) : Optional.empty();
    }

    private static boolean isWithin(String text, String address) {
        return text.equals(address) || text.startsWith(address + "/");
    }
}
