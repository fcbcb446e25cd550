package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;

/// How many bits a second pictures of a size and rate want in H.264.
///
/// A tenth of a bit for each pixel up to 30 pictures a second and half as much for those above, which gives
/// what the services advise: 720p at 30 between 2 and 4 Mb/s, 1080p at 30 between 4 and 9, 1080p at 60 up to
/// 14.
///
/// @param low  below, moving pictures turn into blocks
/// @param good a good choice
/// @param high above, nobody sees the difference, and lines and services refuse it
record BitrateAdvice(int low, int good, int high) {
    private static final double BITS_PER_PIXEL = 0.1;
    private static final int FULL_RATE = 30;

    static BitrateAdvice of(PictureSize size, Rational rate) {
        double pictures = rate.toDouble();
        double weighed = Math.min(pictures, FULL_RATE) + Math.max(0, pictures - FULL_RATE) / 2;
        double bits = size.width() * (double) size.height() * weighed * BITS_PER_PIXEL;
        return new BitrateAdvice(round(bits * 0.65), round(bits), round(bits * 1.5));
    }

    /// {@return what to think of a bit rate for pictures like these, in one line}
    ///
    /// @param what the pictures, in words: `1280x720 at 30 fps`
    String judge(int bitsPerSecond, String what) {
        String range = tr("{0} to {1}", Amounts.bitRate(low), Amounts.bitRate(high));
        if (bitsPerSecond < low) {
            return tr("Little for {0}: moving pictures turn into blocks. Advised: {1}.", what, range);
        }
        if (bitsPerSecond > high) {
            return tr("More than {0} needs; lines and services may refuse it. Advised: {1}.", what, range);
        }
        return tr("Good for {0} ({1}). Your line must carry it, and some more, upwards.", what, range);
    }

    /// To two digits, and to whole hundreds of kb/s above one Mb/s.
    private static int round(double bits) {
        int step = bits >= 1_000_000 ? 100_000 : 10_000;
        return (int) Math.round(bits / step) * step;
    }
}
