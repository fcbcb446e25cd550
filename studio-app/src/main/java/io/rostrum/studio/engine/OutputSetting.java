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
/// @param governor        whether work is left out while the machine is too slow for all of it; null, as in older
/// files,
///                        for yes
public record OutputSetting(
        String size,
        String frameRate,
        int bitsPerSecond,
        int keyframeSeconds,
        String encoder,
        String recordFolder,
        int recordTrack,
        @Nullable SplitSetting split,
        @Nullable Boolean governor) {
    /// One that records to one file, and leaves work out where that is needed.
    public OutputSetting(
            String size,
            String frameRate,
            int bitsPerSecond,
            int keyframeSeconds,
            String encoder,
            String recordFolder,
            int recordTrack) {
        this(size, frameRate, bitsPerSecond, keyframeSeconds, encoder, recordFolder, recordTrack, null, null);
    }

    /// {@return the same of another size}
    public OutputSetting withSize(String to) {
        return new OutputSetting(
                to, frameRate, bitsPerSecond, keyframeSeconds, encoder, recordFolder, recordTrack, split, governor);
    }

    /// {@return the same at another frame rate}
    public OutputSetting withFrameRate(String to) {
        return new OutputSetting(
                size, to, bitsPerSecond, keyframeSeconds, encoder, recordFolder, recordTrack, split, governor);
    }

    /// {@return the same with another bit rate of the pictures}
    public OutputSetting withBits(int to) {
        return new OutputSetting(
                size, frameRate, to, keyframeSeconds, encoder, recordFolder, recordTrack, split, governor);
    }

    /// {@return the same with key frames so many seconds apart}
    public OutputSetting withKeyframes(int to) {
        return new OutputSetting(
                size, frameRate, bitsPerSecond, to, encoder, recordFolder, recordTrack, split, governor);
    }

    /// {@return the same made by another encoder}
    public OutputSetting withEncoder(String to) {
        return new OutputSetting(
                size, frameRate, bitsPerSecond, keyframeSeconds, to, recordFolder, recordTrack, split, governor);
    }

    /// {@return the same with recordings in another folder}
    public OutputSetting withFolder(String to) {
        return new OutputSetting(
                size, frameRate, bitsPerSecond, keyframeSeconds, encoder, to, recordTrack, split, governor);
    }

    /// {@return the same with another track recorded}
    public OutputSetting withTrack(int to) {
        return new OutputSetting(
                size, frameRate, bitsPerSecond, keyframeSeconds, encoder, recordFolder, to, split, governor);
    }

    /// {@return the same with recordings split so}
    public OutputSetting withSplit(SplitSetting to) {
        return new OutputSetting(
                size, frameRate, bitsPerSecond, keyframeSeconds, encoder, recordFolder, recordTrack, to, governor);
    }

    /// {@return the same with work left out where that is needed, or not}
    public OutputSetting withGovernor(boolean to) {
        return new OutputSetting(
                size, frameRate, bitsPerSecond, keyframeSeconds, encoder, recordFolder, recordTrack, split, to);
    }

    /// {@return when a recording goes on in another file}
    public SplitSetting splits() {
        return split == null ? SplitSetting.NEVER : split;
    }

    /// {@return the track that is recorded}
    public int heard() {
        return Math.clamp(recordTrack, TrackSet.FIRST, TrackSet.MOST);
    }

    /// {@return whether work is left out while the machine is too slow for all of it}
    public boolean governed() {
        return governor == null || governor;
    }
}
