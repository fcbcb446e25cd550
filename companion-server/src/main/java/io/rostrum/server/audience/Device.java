package io.rostrum.server.audience;

import java.util.List;
import java.util.Locale;

/// What somebody watches on, as far as `User-Agent` tells.
public enum Device {
    PHONE,
    COMPUTER,
    TV,
    /// A program that is no browser, such as VLC.
    APP;

    private static final List<String> TVS = List.of(
            "smart-tv",
            "smarttv",
            "tizen",
            "web0s",
            "webos",
            "appletv",
            "apple tv",
            "tvos",
            "bravia",
            "crkey",
            "roku",
            "aft",
            "hbbtv",
            "android tv",
            "google tv",
            "googletv",
            "netcast",
            "viera",
            "playstation",
            "xbox");
    private static final List<String> PHONES = List.of("iphone", "ipad", "ipod", "android", "mobile", "phone");
    private static final List<String> COMPUTERS = List.of("windows nt", "macintosh", "x11", "cros", "mozilla/");

    /// {@return the kind of device that a program says it runs on}
    public static Device of(String program) {
        String said = program.toLowerCase(Locale.ROOT);
        if (TVS.stream().anyMatch(said::contains)) {
            return TV;
        }
        if (PHONES.stream().anyMatch(said::contains)) {
            return PHONE;
        }
        return COMPUTERS.stream().anyMatch(said::contains) ? COMPUTER : APP;
    }

    /// {@return its name in the API}
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
