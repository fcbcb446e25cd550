package io.rostrum.capture.session;

import io.rostrum.capture.audio.AudioSource;
import io.rostrum.capture.audio.mixer.MixerInput;
import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.encode.AudioSettings;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What is heard in a broadcast.
///
/// @param sources  at least one
/// @param settings of each track's encoder
public record AudioPart(List<Heard> sources, AudioSettings settings) {
    /// One source of sound.
    ///
    /// @param source   makes the source, not yet started; called again after a loss
    /// @param tracks   it is heard in
    /// @param controls sets what else is done to its sound, before anything of it is heard
    public record Heard(Supplier<AudioSource> source, TrackSet tracks, Consumer<? super MixerInput> controls) {
        /// A source that is heard as it comes.
        public Heard(Supplier<AudioSource> source, TrackSet tracks) {
            this(source, tracks, _ -> {});
        }
    }

    public AudioPart {
        sources = List.copyOf(sources);
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("sources of sound: none (expected: one at least)");
        }
    }

    /// One source, in the first track.
    ///
    /// @param source makes the source, not yet started; called again after a loss
    public AudioPart(Supplier<AudioSource> source, AudioSettings settings) {
        this(List.of(new Heard(source, TrackSet.FIRST_ONLY)), settings);
    }

    /// {@return the tracks that there is a source in}
    public TrackSet tracks() {
        int bits = 0;
        for (Heard heard : sources) {
            bits |= heard.tracks().bits();
        }
        return new TrackSet(bits);
    }
}
