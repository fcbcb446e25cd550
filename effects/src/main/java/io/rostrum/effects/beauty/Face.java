package io.rostrum.effects.beauty;

import java.util.Arrays;

/// A face in a picture: a box around brows, chin and cheeks, and six points, in pixels.
///
/// The order of the values is that of MediaPipe's short-range model: centre x, y, width, height, then x, y of each
/// point.
public final class Face {
    /// x, y, width, height and six points.
    static final int VALUES = 16;

    private static final int POINTS = 4;
    private static final int RIGHT_EYE = 0;
    private static final int LEFT_EYE = 1;
    private static final int NOSE = 2;
    private static final int MOUTH = 3;

    private final double[] values;
    private final double score;

    /// @param score 0..1
    Face(double[] values, double score) {
        this.values = Arrays.copyOf(values, VALUES);
        this.score = score;
    }

    double score() {
        return score;
    }

    public double centreX() {
        return values[0];
    }

    public double centreY() {
        return values[1];
    }

    public double width() {
        return values[2];
    }

    public double height() {
        return values[3];
    }

    double rightEyeX() {
        return values[POINTS + 2 * RIGHT_EYE];
    }

    double rightEyeY() {
        return values[POINTS + 2 * RIGHT_EYE + 1];
    }

    double leftEyeX() {
        return values[POINTS + 2 * LEFT_EYE];
    }

    double leftEyeY() {
        return values[POINTS + 2 * LEFT_EYE + 1];
    }

    double eyeDistance() {
        return Math.hypot(leftEyeX() - rightEyeX(), leftEyeY() - rightEyeY());
    }

    /// {@return by how much it leans, clockwise}
    double tiltDegrees() {
        return Math.toDegrees(Math.atan2(leftEyeY() - rightEyeY(), leftEyeX() - rightEyeX()));
    }

    double noseX() {
        return values[POINTS + 2 * NOSE];
    }

    double noseY() {
        return values[POINTS + 2 * NOSE + 1];
    }

    double mouthX() {
        return values[POINTS + 2 * MOUTH];
    }

    double mouthY() {
        return values[POINTS + 2 * MOUTH + 1];
    }

    /// {@return this face moved a part of the way to another}
    ///
    /// @param part 0 (this) to 1 (the other)
    Face towards(Face other, double part) {
        double[] moved = new double[VALUES];
        for (int i = 0; i < VALUES; i++) {
            moved[i] = values[i] + part * (other.values[i] - values[i]);
        }
        return new Face(moved, other.score);
    }

    /// {@return this face in a picture scaled by these factors}
    Face scaled(double across, double down) {
        double[] scaled = new double[VALUES];
        for (int i = 0; i < VALUES; i++) {
            scaled[i] = values[i] * (i % 2 == 0 ? across : down);
        }
        return new Face(scaled, score);
    }

    /// {@return this face seen from another origin}
    Face movedBy(double x, double y) {
        double[] moved = Arrays.copyOf(values, VALUES);
        for (int i = 0; i < VALUES; i++) {
            boolean isLength = i == 2 || i == 3;
            moved[i] += isLength ? 0 : i % 2 == 0 ? x : y;
        }
        return new Face(moved, score);
    }

    /// {@return the area shared by the boxes of two faces as a part of the area covered by both, 0..1}
    double overlap(Face other) {
        double across = Math.min(centreX() + width() / 2, other.centreX() + other.width() / 2)
                - Math.max(centreX() - width() / 2, other.centreX() - other.width() / 2);
        double down = Math.min(centreY() + height() / 2, other.centreY() + other.height() / 2)
                - Math.max(centreY() - height() / 2, other.centreY() - other.height() / 2);
        double shared = Math.max(0, across) * Math.max(0, down);
        return shared / (width() * height() + other.width() * other.height() - shared);
    }
}
