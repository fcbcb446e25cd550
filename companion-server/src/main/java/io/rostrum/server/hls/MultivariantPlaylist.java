package io.rostrum.server.hls;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// A multivariant playlist of one variant (RFC 8216 §4.3.4.2).
///
/// @param codecs               RFC 6381, comma-separated: `avc1.64001f,mp4a.40.2`
/// @param peakBitsPerSecond    greatest of any segment so far
/// @param averageBitsPerSecond over the segments listed
/// @param video                what is seen; empty for sound alone
/// @param uri                  of the media playlist, relative
record MultivariantPlaylist(
        String codecs, long peakBitsPerSecond, long averageBitsPerSecond, Optional<Picture> video, String uri) {

    /// @param width     pixels
    /// @param height    pixels
    /// @param frameRate frames a second
    record Picture(int width, int height, double frameRate) {}

    String render() {
        StringBuilder m3u8 = new StringBuilder(256)
                .append("#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-STREAM-INF:BANDWIDTH=")
                .append(peakBitsPerSecond)
                .append(",AVERAGE-BANDWIDTH=")
                .append(averageBitsPerSecond)
                .append(",CODECS=\"")
                .append(codecs)
                .append('"');
        video.ifPresent(picture -> m3u8.append(",RESOLUTION=")
                .append(picture.width())
                .append('x')
                .append(picture.height())
                .append(",FRAME-RATE=")
                .append(BigDecimal.valueOf(picture.frameRate()).setScale(3, RoundingMode.HALF_UP)));
        return m3u8.append(",CLOSED-CAPTIONS=NONE\n").append(uri).append('\n').toString();
    }
}
