package io.rostrum.push.packet;

/// A way of coding, by the name the field uses for it.
public enum Codec {
    H264(MediaKind.VIDEO),
    HEVC(MediaKind.VIDEO),
    AV1(MediaKind.VIDEO),
    AAC(MediaKind.AUDIO),
    OPUS(MediaKind.AUDIO);

    private final MediaKind kind;

    Codec(MediaKind kind) {
        this.kind = kind;
    }

    public MediaKind kind() {
        return kind;
    }
}
