package io.rostrum.effects.filter;

import io.rostrum.effects.background.BackgroundSettings;
import io.rostrum.effects.beauty.BeautySettings;
import io.rostrum.effects.blur.BlurSettings;
import io.rostrum.effects.color.ColourSettings;
import io.rostrum.effects.color.LutSettings;
import io.rostrum.effects.frame.FrameSettings;
import io.rostrum.effects.framing.FramingSettings;
import io.rostrum.effects.key.KeySettings;
import io.rostrum.effects.light.LowLightSettings;
import io.rostrum.effects.watermark.WatermarkSettings;

/// The settings of one filter, of whichever kind.
public sealed interface FilterSettings {
    /// {@return the filter's name on the command line and in statistics}
    String name();

    /// {@return whether it works with the processor alone, also where others of its chain work on a device}
    default boolean processorOnly() {
        return false;
    }

    /// {@return whether it shows something else each time, also of a picture that stays the same}
    default boolean moves() {
        return false;
    }

    /// {@return whether something would be seen without this filter that must not be}
    default boolean hides() {
        return false;
    }

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

        @Override
        public boolean hides() {
            return settings.radius() > 0;
        }
    }

    record Background(BackgroundSettings settings) implements FilterSettings {
        @Override
        public String name() {
            return "background";
        }

        @Override
        public boolean hides() {
            return true;
        }
    }

    record LowLight(LowLightSettings settings) implements FilterSettings {
        @Override
        public String name() {
            return "lowlight";
        }
    }

    record Framing(FramingSettings settings) implements FilterSettings {
        @Override
        public String name() {
            return "autoframe";
        }
    }

    record Key(KeySettings settings) implements FilterSettings {
        @Override
        public String name() {
            return switch (settings) {
                case KeySettings.Chroma _ -> "chromakey";
                case KeySettings.Colour _ -> "colorkey";
                case KeySettings.Luma _ -> "lumakey";
            };
        }

        @Override
        public boolean processorOnly() {
            return true;
        }
    }

    record Lut(LutSettings settings) implements FilterSettings {
        @Override
        public String name() {
            return "lut";
        }

        @Override
        public boolean processorOnly() {
            return true;
        }
    }

    record Colour(ColourSettings settings) implements FilterSettings {
        @Override
        public String name() {
            return "color";
        }

        @Override
        public boolean processorOnly() {
            return true;
        }
    }

    record Frame(FrameSettings settings) implements FilterSettings {
        @Override
        public String name() {
            return switch (settings) {
                case FrameSettings.Sharpen _ -> "sharpen";
                case FrameSettings.Crop _ -> "crop";
                case FrameSettings.Mask _ -> "mask";
                case FrameSettings.Scroll _ -> "scroll";
                case FrameSettings.Delay _ -> "delay";
            };
        }

        @Override
        public boolean moves() {
            return settings instanceof FrameSettings.Scroll scroll && (scroll.across() != 0 || scroll.down() != 0);
        }
    }
}
