package io.rostrum.effects.filter;

import io.rostrum.effects.beauty.BeautySettings;
import io.rostrum.effects.blur.BlurSettings;
import io.rostrum.effects.watermark.WatermarkSettings;

/// The settings of one filter, of whichever kind.
public sealed interface FilterSettings {
    /// {@return the filter's name on the command line and in statistics}
    String name();

    record Beauty(BeautySettings settings) implements FilterSettings {
        @Override
        public String name() {
            return "beauty";
        }
    }

    record Watermark(WatermarkSettings settings) implements FilterSettings {
        @Override
        public String name() {
            return "watermark";
        }
    }

    record Blur(BlurSettings settings) implements FilterSettings {
        @Override
        public String name() {
            return "blur";
        }
    }
}
