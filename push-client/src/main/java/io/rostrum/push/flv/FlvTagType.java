package io.rostrum.push.flv;

import org.jspecify.annotations.Nullable;

/// Types of FLV tags (§E.4.1); RTMP messages of these kinds have the same numbers.
public enum FlvTagType {
    AUDIO(8),
    VIDEO(9),
    /// Script data: `onMetaData` and its like.
    SCRIPT(18);

    private final int code;

    FlvTagType(int code) {
        this.code = code;
    }

    /// {@return the number on the wire}
    public int code() {
        return code;
    }

    static @Nullable FlvTagType of(int code) {
        return switch (code) {
            case 8 -> AUDIO;
            case 9 -> VIDEO;
            case 18 -> SCRIPT;
            default -> null;
        };
    }
}
