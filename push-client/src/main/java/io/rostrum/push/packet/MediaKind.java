package io.rostrum.push.packet;

/// Whether something is seen or heard.
public enum MediaKind {
    VIDEO,
    AUDIO
}
