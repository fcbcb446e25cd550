package io.rostrum.effects.color;

/// A table of colours with what lies between worked out.
public sealed interface Lut extends ColourFunction {
    /// {@return whether what becomes of a channel depends on the others}
    boolean mixesChannels();

    /// Where a table's first and last entry stand, for red, green and blue.
    final class Domain {
        static final Domain UNIT = new Domain(new double[] {0, 0, 0}, new double[] {1, 1, 1});

        private final double[] least;
        private final double[] most;

        Domain(double[] least, double[] most) {
            this.least = least;
            this.most = most;
        }

        /// {@return the place of a value among so many entries}
        double place(double value, int channel, int entries) {
            double share = (value - least[channel]) / (most[channel] - least[channel]);
            return Math.clamp(share, 0.0, 1.0) * (entries - 1);
        }
    }

    /// One curve for each channel, straight between entries.
    final class Curves implements Lut {
        private final float[] colours;
        private final Domain domain;

        /// @param colours red, green and blue of each entry in turn
        Curves(float[] colours, Domain domain) {
            this.colours = colours;
            this.domain = domain;
        }

        @Override
        public boolean mixesChannels() {
            return false;
        }

        @Override
        public void map(double[] rgb) {
            int entries = colours.length / 3;
            for (int channel = 0; channel < 3; channel++) {
                double place = domain.place(rgb[channel], channel, entries);
                int lower = Math.min((int) place, entries - 2);
                double from = colours[3 * lower + channel];
                double to = colours[3 * lower + 3 + channel];
                rgb[channel] = from + (place - lower) * (to - from);
            }
        }
    }

    /// A cube of colours, tetrahedral between entries (J. M. Kasson, W. Plouffe, S. I. Nin, "A tetrahedral
    /// interpolation technique for color space conversion", 1993): the shortest way over three edges of the cell
    /// from its darkest to its lightest corner, the channel that is furthest first, so that greys stay grey.
    final class Cube implements Lut {
        private final int size;
        private final float[] colours;
        private final Domain domain;

        /// @param size    entries of an edge
        /// @param colours red, green and blue of each entry in turn; red is the fastest, blue the slowest
        Cube(int size, float[] colours, Domain domain) {
            this.size = size;
            this.colours = colours;
            this.domain = domain;
        }

        int size() {
            return size;
        }

        float[] colours() {
            return colours;
        }

        @Override
        public boolean mixesChannels() {
            return true;
        }

        @Override
        public void map(double[] rgb) {
            double red = domain.place(rgb[0], 0, size);
            double green = domain.place(rgb[1], 1, size);
            double blue = domain.place(rgb[2], 2, size);
            int r = Math.min((int) red, size - 2);
            int g = Math.min((int) green, size - 2);
            int b = Math.min((int) blue, size - 2);
            red -= r;
            green -= g;
            blue -= b;
            int stepRed = 3;
            int stepGreen = 3 * size;
            int stepBlue = 3 * size * size;
            int first = r * stepRed + g * stepGreen + b * stepBlue;
            int last = first + stepRed + stepGreen + stepBlue;
            // the step along the furthest channel leads to the second corner; that of the nearest comes last
            double most = Math.max(red, Math.max(green, blue));
            double least = Math.min(red, Math.min(green, blue));
            double middle = red + green + blue - most - least;
            int second = first + (red == most ? stepRed : green == most ? stepGreen : stepBlue);
            int third = last - (blue == least ? stepBlue : green == least ? stepGreen : stepRed);
            for (int channel = 0; channel < 3; channel++) {
                rgb[channel] = (1 - most) * colours[first + channel]
                        + (most - middle) * colours[second + channel]
                        + (middle - least) * colours[third + channel]
                        + least * colours[last + channel];
            }
        }
    }
}
