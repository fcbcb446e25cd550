package io.rostrum.push.hls;

import java.util.ArrayList;
import java.util.List;

/// A multivariant playlist, as far as it could be read.
///
/// @param variants   in order
/// @param renditions attributes of each `EXT-X-MEDIA`
public record MultivariantPlaylist(List<Variant> variants, List<AttributeList> renditions) {
    /// @param attributes of `EXT-X-STREAM-INF`
    /// @param uri        as it stands there
    public record Variant(AttributeList attributes, String uri) {}

    public MultivariantPlaylist {
        variants = List.copyOf(variants);
        renditions = List.copyOf(renditions);
    }

    /// {@return whether a playlist is one that leads to others}
    public static boolean isOne(String text) {
        return text.lines().anyMatch(line -> line.startsWith("#EXT-X-STREAM-INF:"));
    }

    /// Reads a playlist; never fails.
    public static MultivariantPlaylist parse(String text) {
        List<Variant> variants = new ArrayList<>();
        List<AttributeList> renditions = new ArrayList<>();
        AttributeList next = AttributeList.NONE;
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("#EXT-X-STREAM-INF:")) {
                next = AttributeList.parse(line.substring(line.indexOf(':') + 1));
            } else if (line.startsWith("#EXT-X-MEDIA:")) {
                renditions.add(AttributeList.parse(line.substring(line.indexOf(':') + 1)));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                variants.add(new Variant(next, line));
                next = AttributeList.NONE;
            }
        }
        return new MultivariantPlaylist(variants, renditions);
    }
}
