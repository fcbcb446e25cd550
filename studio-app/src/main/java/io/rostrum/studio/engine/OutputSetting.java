package io.rostrum.studio.engine;

import io.rostrum.capture.audio.mixer.TrackSet;

/// How the programme is made and encoded.
///
/// @param size            `1280x720`
/// @param frameRate       `30` or `30000/1001`
/// @param bitsPerSecond   of the pictures
/// @param keyframeSeconds time between key frames
/// @param encoder         `auto`, or a name that [StudioSnapshot#encoders] lists
/// @param recordFolder    where recordings go
/// @param recordTrack     of the sound that is recorded; 0, as in older files, for the first
public record OutputSetting(
        String size,
        String frameRate,
        int bitsPerSecond,
        int keyframeSeconds,
        String encoder,
        String recordFolder,
        int recordTrack) {
    /// {@return the track that is recorded}
    public int heard() {
        return Math.clamp(recordTrack, TrackSet.FIRST, TrackSet.MOST);
    }
}
