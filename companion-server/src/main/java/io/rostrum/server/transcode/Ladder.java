package io.rostrum.server.transcode;

import java.util.List;

/// What a stream is turned into.
///
/// @param source     what comes in
/// @param renditions best first, each smaller than the source; may be empty
record Ladder(Source source, List<Rendition> renditions) {
    /// Sound at up to so much is passed on as it is; more is encoded anew at [#SOUND_BITS], so that the lowest rung
    /// stays
    /// below 400 kbit/s whatever the publisher sends.
    static final int COPIED_SOUND_BITS = 170_000;
    static final int SOUND_BITS = 96_000;
    /// How long an encoder may save up what simple pictures leave.
    static final double BUFFER_SECONDS = 0.5;
    /// A second with a full buffer of the encoder in it, over the two of a usual segment.
    private static final double PEAK = 1 + BUFFER_SECONDS / 2;
    /// What the container adds.
    private static final double OVERHEAD = 1.02;

    Ladder {
        renditions = List.copyOf(renditions);
    }

    /// What is known of a stream when its ladder begins.
    ///
    /// @param width         pixels
    /// @param height        pixels
    /// @param squarePixels  whether a pixel is as wide as high
    /// @param frameRate     pictures a second, about
    /// @param sound         whether there is sound
    /// @param soundBits     bits a second that the sound takes
    record Source(int width, int height, boolean squarePixels, double frameRate, boolean sound, long soundBits) {
        boolean copiesSound() {
            return soundBits <= COPIED_SOUND_BITS;
        }
    }

    /// One lower quality.
    ///
    /// @param label     what people call it: `480p`
    /// @param width     pixels, even
    /// @param height    pixels, even
    /// @param videoBits most bits a second that its pictures take, with a buffer of [#BUFFER_SECONDS]
    record Rendition(String label, int width, int height, int videoBits) {}

    /// {@return the rungs that are below the source; a portrait picture is measured by its width}
    ///
    /// @param rungs best first
    static Ladder of(List<Rung> rungs, Source source) {
        int lines = Math.min(source.width(), source.height());
        return new Ladder(
                source,
                rungs.stream()
                        .filter(rung -> rung.lines() < lines)
                        .map(rung -> rendition(rung, source, lines))
                        .toList());
    }

    private static Rendition rendition(Rung rung, Source source, int sourceLines) {
        int longer = Math.max(source.width(), source.height());
        int scaled = 2 * (int) Math.round(longer * (double) rung.lines() / sourceLines / 2);
        boolean portrait = source.height() > source.width();
        return new Rendition(
                rung.label(), portrait ? rung.lines() : scaled, portrait ? scaled : rung.lines(), rung.bitsPerSecond());
    }

    /// {@return the ladder without its `count` best renditions}
    Ladder without(int count) {
        return new Ladder(source, renditions.subList(Math.min(count, renditions.size()), renditions.size()));
    }

    /// {@return what a segment of the rendition takes at most, bits a second}
    long mostBits(Rendition rendition) {
        long sound = source.sound() ? source.copiesSound() ? source.soundBits() : SOUND_BITS : 0;
        return Math.round((rendition.videoBits() * PEAK + sound) * OVERHEAD);
    }
}
