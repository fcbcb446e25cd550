package io.rostrum.capture.source.camera;

import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// One way in which a camera delivers pictures.
///
/// @param encoding   FFmpeg's name of the codec or of the raw pixel format: `mjpeg`, `yuyv422`, `nv12`
/// @param compressed whether the pictures are to be decoded
/// @param size       of each picture
/// @param rate       pictures a second, the most
public record CameraFormat(String encoding, boolean compressed, PictureSize size, Rational rate) {
    /// A rate may fall short by this much and still count as reached: 30000/1001 for 30.
    private static final double RATE_TOLERANCE = 0.995;

    /// What it is worth to avoid, in units of one halving: see [#distance].
    private static final double TOO_SMALL = 2;

    private static final double TOO_LARGE = 0.5;
    private static final double TOO_SLOW = 3;
    private static final double TOO_FAST = 0.3;
    private static final double OTHER_SHAPE = 3;
    private static final double COMPRESSED = 0.1;

    /// {@return the format that serves a programme best; empty if there is none}
    ///
    /// A picture of the programme's size, shape and rate is best. Too few pictures a second are worse than
    /// too small a picture, and both are worse than more than is needed; a raw format wins over a compressed
    /// one that is else the same.
    ///
    /// @param size of the programme
    /// @param rate of the programme
    public static Optional<CameraFormat> nearest(Collection<CameraFormat> formats, PictureSize size, Rational rate) {
        return formats.stream().min(Comparator.comparingDouble(format -> format.distance(size, rate)));
    }

    private double distance(PictureSize wanted, Rational wantedRate) {
        double area = octaves((double) size.width() * size.height() / ((double) wanted.width() * wanted.height()));
        double shape = octaves((double) size.width() * wanted.height() / ((double) size.height() * wanted.width()));
        double speed = rate.toDouble() / wantedRate.toDouble();
        return weigh(area, TOO_SMALL, TOO_LARGE)
                + Math.abs(shape) * OTHER_SHAPE
                + (speed >= RATE_TOLERANCE && speed <= 1 ? 0 : weigh(octaves(speed), TOO_SLOW, TOO_FAST))
                + (compressed ? COMPRESSED : 0);
    }

    private static double weigh(double octaves, double below, double above) {
        return octaves < 0 ? -octaves * below : octaves * above;
    }

    private static double octaves(double ratio) {
        return Math.log(ratio) / Math.log(2);
    }

    /// {@return for people: `mjpeg 1280x720@30`}
    @Override
    public String toString() {
        return encoding + " " + size + "@" + rate;
    }
}
