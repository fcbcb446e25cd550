package io.rostrum.server.hls;

import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.codec.CodecStrings;
import io.rostrum.push.fmp4.Fmp4Track;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a stream consists of while one media initialization section is valid; at least one of the two.
///
/// @param video pictures; empty for sound alone
/// @param audio sound; empty for pictures alone
record Tracks(Optional<Fmp4Track> video, Optional<Fmp4Track> audio) {
    List<Fmp4Track> all() {
        List<Fmp4Track> all = new ArrayList<>();
        video.ifPresent(all::add);
        audio.ifPresent(all::add);
        return all;
    }

    /// {@return the value of `CODECS`}
    String codecs() throws CodecFormatException {
        List<String> names = new ArrayList<>();
        for (Fmp4Track track : all()) {
            names.add(CodecStrings.of(track.parameters()));
        }
        return String.join(",", names);
    }
}
