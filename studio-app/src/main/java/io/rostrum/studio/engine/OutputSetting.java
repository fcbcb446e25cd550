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
///                        files, for yes
/// @param canvas          another canvas beside the programme; null, as in older files, for none
public record OutputSetting(
        String size,
        String frameRate,
        int bitsPerSecond,
        int keyframeSeconds,
        String encoder,
        String recordFolder,
        int recordTrack,
        @Nullable SplitSetting split,
        @Nullable Boolean governor,
        @Nullable CanvasSetting canvas) {
    /// One that records to one file, and leaves work out where that is needed.
    public OutputSetting(
            String size,
            String frameRate,
            int bitsPerSecond,
            int keyframeSeconds,
            String encoder,
            String recordFolder,
            int recordTrack) {
        this(size, frameRate, bitsPerSecond, keyframeSeconds, encoder, recordFolder, recordTrack, null, null, null);
    }

    /// {@return the same of another size}
    public OutputSetting withSize(String to) {
        return new OutputSetting(
                to,
                frameRate,
                bitsPerSecond,
                keyframeSeconds,
                encoder,
                recordFolder,
                recordTrack,
                split,
                governor,
                canvas);
    }

    /// {@return the same at another frame rate}
    public OutputSetting withFrameRate(String to) {
        return new OutputSetting(
                size, to, bitsPerSecond, keyframeSeconds, encoder, recordFolder, recordTrack, split, governor, canvas);
    }

    /// {@return the same with another bit rate of the pictures}
    public OutputSetting withBits(int to) {
        return new OutputSetting(
                size, frameRate, to, keyframeSeconds, encoder, recordFolder, recordTrack, split, governor, canvas);
    }

    /// {@return the same with key frames so many seconds apart}
    public OutputSetting withKeyframes(int to) {
        return new OutputSetting(
                size, frameRate, bitsPerSecond, to, encoder, recordFolder, recordTrack, split, governor, canvas);
    }

    /// {@return the same made by another encoder}
    public OutputSetting withEncoder(String to) {
        return new OutputSetting(
                size,
                frameRate,
                bitsPerSecond,
                keyframeSeconds,
                to,
                recordFolder,
                recordTrack,
                split,
                governor,
                canvas);
    }

    /// {@return the same with recordings in another folder}
    public OutputSetting withFolder(String to) {
        return new OutputSetting(
                size, frameRate, bitsPerSecond, keyframeSeconds, encoder, to, recordTrack, split, governor, canvas);
    }

    /// {@return the same with another track recorded}
    public OutputSetting withTrack(int to) {
        return new OutputSetting(
                size, frameRate, bitsPerSecond, keyframeSeconds, encoder, recordFolder, to, split, governor, canvas);
    }

    /// {@return the same with recordings split so}
    public OutputSetting withSplit(SplitSetting to) {
        return new OutputSetting(
                size,
                frameRate,
                bitsPerSecond,
                keyframeSeconds,
                encoder,
                recordFolder,
                recordTrack,
                to,
                governor,
                canvas);
    }

    /// {@return the same with work left out where that is needed, or not}
    public OutputSetting withGovernor(boolean to) {
        return new OutputSetting(
                size, frameRate, bitsPerSecond, keyframeSeconds, encoder, recordFolder, recordTrack, split, to, canvas);
    }

    /// {@return the same with another second canvas}
    public OutputSetting withCanvas(CanvasSetting to) {
        return new OutputSetting(
                size,
                frameRate,
                bitsPerSecond,
                keyframeSeconds,
                encoder,
                recordFolder,
                recordTrack,
                split,
                governor,
                to);
    }

    /// {@return the canvas beside the programme}
    public CanvasSetting second() {
        return canvas == null ? CanvasSetting.OFF : canvas;
    }

    /// {@return how the second canvas is made and encoded, as if it were the programme}
    public OutputSetting ofSecond() {
        return withSize(second().size()).withBits(second().bitsPerSecond());
    }

    /// {@return the same, its second canvas made and encoded as `changed` says}
    ///
    /// @param changed what became of [#ofSecond()]
    OutputSetting withSecond(OutputSetting changed) {
        return changed.withSize(size)
                .withBits(bitsPerSecond)
                .withCanvas(second().withSize(changed.size()).withBits(changed.bitsPerSecond()));
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
