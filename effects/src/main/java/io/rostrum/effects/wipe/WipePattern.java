package io.rostrum.effects.wipe;

/// The order in which the places of a picture change, by a rule for each.
public enum WipePattern {
    /// A straight edge, from left to right.
    LINE {
        @Override
        double at(double x, double y, double halfWidth, double halfHeight) {
            return (x / halfWidth + 1) / 2;
        }
    },
    /// A straight edge, from the top left corner to the bottom right one.
    DIAGONAL {
        @Override
        double at(double x, double y, double halfWidth, double halfHeight) {
            return (x / halfWidth + y / halfHeight + 2) / 4;
        }
    },
    /// A hand that goes once around the middle, clockwise from the top.
    CLOCK {
        @Override
        double at(double x, double y, double halfWidth, double halfHeight) {
            double turn = Math.atan2(x, -y) / (2 * Math.PI);
            return turn < 0 ? turn + 1 : turn;
        }
    },
    /// A circle that grows from the middle to the corners.
    IRIS {
        @Override
        double at(double x, double y, double halfWidth, double halfHeight) {
            return Math.hypot(x, y) / Math.hypot(halfWidth, halfHeight);
        }
    },
    /// A diamond of the picture's proportions that grows from the middle.
    DIAMOND {
        @Override
        double at(double x, double y, double halfWidth, double halfHeight) {
            return (Math.abs(x) / halfWidth + Math.abs(y) / halfHeight) / 2;
        }
    },
    /// Two edges that part in the middle, one to the left and one to the right.
    BARN_DOORS {
        @Override
        double at(double x, double y, double halfWidth, double halfHeight) {
            return Math.abs(x) / halfWidth;
        }
    },
    /// Eight upright stripes that fill at the same time, each from left to right.
    BLINDS {
        @Override
        double at(double x, double y, double halfWidth, double halfHeight) {
            return part(STRIPES * (x / halfWidth + 1) / 2);
        }
    },
    /// Squares like those of a chess board: first every other one fills from left to right, then the
    /// rest.
    CHECKER {
        @Override
        double at(double x, double y, double halfWidth, double halfHeight) {
            double side = 2 * halfWidth / STRIPES;
            double column = (x + halfWidth) / side;
            boolean first =
                    Math.floorMod((long) Math.floor(column) + (long) Math.floor((y + halfHeight) / side), 2) == 0;
            return (part(column) + (first ? 0 : 1)) / 2;
        }
    },
    /// Squares that change one after the other, in an order without a visible rule that is the same
    /// each time.
    BLOCKS {
        @Override
        double at(double x, double y, double halfWidth, double halfHeight) {
            double side = halfWidth / STRIPES;
            long place = (long) Math.floor((x + halfWidth) / side) * 0x9E3779B97F4A7C15L
                    + (long) Math.floor((y + halfHeight) / side) * 0xC2B2AE3D27D4EB4FL;
            place = (place ^ place >>> 30) * 0xBF58476D1CE4E5B9L; // the mixing of SplitMix64
            place = (place ^ place >>> 27) * 0x94D049BB133111EBL;
            return ((place ^ place >>> 31) >>> 11) * 0x1.0p-53;
        }
    };

    private static final int STRIPES = 8;

    /// {@return when a place changes, 0 for first to 1 for last}
    ///
    /// @param x          from the middle to the right, -`halfWidth` to `halfWidth`, in the unit of the
    /// other
    ///                   lengths
    /// @param y          from the middle down
    /// @param halfWidth  of the picture
    /// @param halfHeight of the picture
    abstract double at(double x, double y, double halfWidth, double halfHeight);

    private static double part(double number) {
        return number - Math.floor(number);
    }
}
