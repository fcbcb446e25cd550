package io.rostrum.server.record;

/// What kind of file a recording is.
public enum Container {
    /// Fragmented MP4: plays everywhere, and is what VOD is made of.
    MP4("mp4", "video/mp4"),
    /// FLV, as the publisher sent it.
    FLV("flv", "video/x-flv"),
    /// MPEG transport stream.
    TS("ts", "video/mp2t");

    private final String extension;
    private final String mediaType;

    Container(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = mediaType;
    }

    /// {@return what a file's name ends with, without the dot; how the configuration writes it, too}
    public String extension() {
        return extension;
    }

    public String mediaType() {
        return mediaType;
    }
}
