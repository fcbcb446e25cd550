package io.rostrum.server.playback;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes the addresses in a playlist or manifest carry a token, so that a player that was given one
/// address has all that it leads to.
final class TokenCarrier {
    /// In tags of a playlist (RFC 8216 §4.2).
    private static final Pattern URI = Pattern.compile("URI=\"([^\"]+)\"");
    /// ISO/IEC 23009-1 §5.3.9.4.
    private static final Pattern TEMPLATE = Pattern.compile(" (initialization|media)=\"([^\"]+)\"");

    private TokenCarrier() {}

    /// {@return a playlist of HLS whose addresses carry `name=value`}
    static String playlist(String m3u8, String name, String value) {
        StringBuilder made = new StringBuilder(m3u8.length() * 2);
        m3u8.lines().forEach(line -> {
            if (line.startsWith("#")) {
                made.append(URI.matcher(line)
                        .replaceAll(uri ->
                                Matcher.quoteReplacement("URI=\"" + carrying(uri.group(1), name, value) + "\"")));
            } else {
                made.append(line.isBlank() ? line : carrying(line, name, value));
            }
            made.append('\n');
        });
        return made.toString();
    }

    /// {@return a manifest of DASH whose addresses carry `name=value`}
    static String manifest(String mpd, String name, String value) {
        return TEMPLATE.matcher(mpd)
                .replaceAll(template -> Matcher.quoteReplacement(" " + template.group(1) + "=\""
                        + carrying(template.group(2), name, value).replace("&", "&amp;") + "\""));
    }

    private static String carrying(String address, String name, String value) {
        return address + (address.indexOf('?') < 0 ? "?" : "&") + name + "=" + value;
    }
}
