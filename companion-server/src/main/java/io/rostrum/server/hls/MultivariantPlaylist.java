package io.rostrum.server.hls;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/// A multivariant playlist (RFC 8216 §4.3.4.2).
///
/// @param variants best first: players that do not choose begin with the first
public record MultivariantPlaylist(List<Variant> variants) {
    public MultivariantPlaylist {
        variants = List.copyOf(variants);
    }

    /// One quality.
    ///
    /// @param codecs               RFC 6381, comma-separated: `avc1.64001f,mp4a.40.2`
    /// @param peakBitsPerSecond    greatest of any segment so far, or more
    /// @param averageBitsPerSecond over the segments listed
    /// @param video                what is seen; empty for sound alone
    /// @param uri                  of the media playlist, relative
    public record Variant(
            String codecs, long peakBitsPerSecond, long averageBitsPerSecond, Optional<Picture> video, String uri) {}

    /// @param width     pixels
    /// @param height    pixels
    /// @param frameRate frames a second
    public record Picture(int width, int height, double frameRate) {}

    String render() {
        StringBuilder m3u8 = new StringBuilder(256 * variants.size()).append("#EXTM3U\n#EXT-X-VERSION:6\n");
        variants.forEach(variant -> render(variant, m3u8));
        return m3u8.toString();
    }

    private static void render(Variant variant, StringBuilder m3u8) {
        m3u8.append("#EXT-X-STREAM-INF:BANDWIDTH=")
                .append(variant.peakBitsPerSecond)
                .append(",AVERAGE-BANDWIDTH=")
                .append(variant.averageBitsPerSecond)
                .append(",CODECS=\"")
                .append(variant.codecs)
                .append('"');
        variant.video.ifPresent(picture -> m3u8.append(",RESOLUTION=")
                .append(picture.width())
                .append('x')
                .append(picture.height())
                .append(",FRAME-RATE=")
                .append(BigDecimal.valueOf(picture.frameRate()).setScale(3, RoundingMode.HALF_UP)));
        m3u8.append(",CLOSED-CAPTIONS=NONE\n").append(variant.uri).append('\n');
    }
}
