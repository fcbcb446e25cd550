package io.rostrum.studio.cli;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.push.target.PushUrl;
import io.rostrum.push.target.SharedRate;
import io.rostrum.studio.engine.OwnPicture;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// A target as it is asked for.
///
/// @param backup second address, tried in turn with the first
/// @param say    whether its uplink may lower the pictures of all
/// @param floor  bits a second of the pictures, below which pictures are left out instead; empty for the usual share
/// @param own    what is encoded for it and for no other
/// @param delay  how much later it is sent than it is made; empty for not
/// @param track  whose sound it gets
record WantedTarget(
        PushUrl url,
        Optional<PushUrl> backup,
        SharedRate.Say say,
        OptionalInt floor,
        OwnPicture own,
        Optional<Duration> delay,
        int track) {
    static WantedTarget of(PushUrl url) {
        return new WantedTarget(
                url,
                Optional.empty(),
                SharedRate.Say.WHEN_ALONE,
                OptionalInt.empty(),
                OwnPicture.NONE,
                Optional.empty(),
                TrackSet.FIRST);
    }

    /// {@return whether it gets what the programme's encoder and the first track make}
    boolean asProgramme() {
        return own.equals(OwnPicture.NONE) && track == TrackSet.FIRST;
    }
}
