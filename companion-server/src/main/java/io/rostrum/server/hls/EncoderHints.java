package io.rostrum.server.hls;

import io.rostrum.push.packet.Rational;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What x264 says of itself in the SEI message before its first key frame (user data unregistered, ITU-T H.264 §D.1.7):
/// its options as text, among them the longest key-frame interval in frames. OBS's automatic interval is such a one, of
/// 250 frames, most of which a cut of the scene ends sooner: what was seen so far would promise too little.
final class EncoderHints {
    private static final int SEARCHED_BYTES = 2_048;
    private static final Pattern OPTIONS = Pattern.compile("x264 - core .*? keyint=(\\d{1,6}) ", Pattern.DOTALL);

    private EncoderHints() {}

    /// {@return the longest key-frame interval in milliseconds, if the encoder says it}
    ///
    /// @param nals a key frame, borrowed
    static OptionalLong keyFrameInterval(ByteBuffer nals, Rational frameRate) {
        byte[] head = new byte[Math.min(nals.remaining(), SEARCHED_BYTES)];
        nals.duplicate().get(head);
        Matcher matcher = OPTIONS.matcher(new String(head, StandardCharsets.ISO_8859_1));
        if (!matcher.find()) {
            return OptionalLong.empty();
        }
        long frames = Long.parseLong(matcher.group(1));
        return OptionalLong.of(frames * 1000 * frameRate.denominator() / frameRate.numerator());
    }
}
