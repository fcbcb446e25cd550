package io.rostrum.effects.blur;

import io.rostrum.effects.picture.PictureRect;
import java.util.List;

/// What is blurred, and how far.
public sealed interface BlurSettings {
    /// The largest radius accepted, pixels.
    int MAX_RADIUS = 200;

    /// {@return how far a point is spread, pixels: twice the standard deviation; 0 leaves the picture untouched}
    int radius();

    /// The whole picture.
    record All(int radius) implements BlurSettings {
        public All {
            requireRadius(radius);
        }
    }

    /// What is behind a person.
    record Background(int radius) implements BlurSettings {
        public Background {
            requireRadius(radius);
        }
    }

    /// Rectangles of the picture, made unreadable: their pixels are averaged before they are blurred.
    record Regions(List<PictureRect> regions, int radius) implements BlurSettings {
        public Regions {
            regions = List.copyOf(regions);
            requireRadius(radius);
        }
    }

    private static void requireRadius(int radius) {
        if (radius < 0 || radius > MAX_RADIUS) {
            throw new IllegalArgumentException("radius: " + radius + " (expected: 0.." + MAX_RADIUS + " pixels)");
        }
    }
}
