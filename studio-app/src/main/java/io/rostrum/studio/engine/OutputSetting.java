package io.rostrum.studio.engine;

import io.rostrum.capture.audio.mixer.TrackSet;
import org.jspecify.annotations.Nullable;

/// How the programme is made and encoded.
///
/// @param size            `1280x720`
/// @param frameRate       `30` or `30000/1001`
/// @param bitsPerSecond   of the pictures
/// @param keyframeSeconds time between key frames
/// @param encoder         `auto`, or a name that [StudioSnapshot#encoders] lists
/// @param recordFolder    where recordings go
/// @param recordTrack     of the sound that is recorded; 0, as in older files, for the first
/// @param split           when a recording goes on in another file; null, as in older files, for never
public record OutputSetting(
        String size,
        String frameRate,
        int bitsPerSecond,
        int keyframeSeconds,
        String encoder,
        String recordFolder,
        int recordTrack,
        @Nullable SplitSetting split) {
    /// One that records to one file.
    public OutputSetting(
            String size,
            String frameRate,
            int bitsPerSecond,
            int keyframeSeconds,
            String encoder,
            String recordFolder,
            int recordTrack) {
        this(size, frameRate, bitsPerSecond, keyframeSeconds, encoder, recordFolder, recordTrack, null);
    }

    /// {@return the same with recordings split so}
    public OutputSetting withSplit(SplitSetting to) {
        return new OutputSetting(
                size, frameRate, bitsPerSecond, keyframeSeconds, encoder, recordFolder, recordTrack, to);
    }

    /// {@return when a recording goes on in another file}
    public SplitSetting splits() {
        return split == null ? SplitSetting.NEVER : split;
    }

    /// {@return the track that is recorded}
    public int heard() {
        return Math.clamp(recordTrack, TrackSet.FIRST, TrackSet.MOST);
    }
}
