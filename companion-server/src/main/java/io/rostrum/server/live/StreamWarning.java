package io.rostrum.server.live;

/// Something a publisher sends that its viewers suffer from.
///
/// @param name  stable, CamelCase, for programs: `LongKeyFrameInterval`
/// @param words for people: what was found, what it does to viewers, what to change
public record StreamWarning(String name, String words) {
    /// {@return the code of the RTMP status message}
    public String code() {
        return "Rostrum.Stream." + name;
    }
}
