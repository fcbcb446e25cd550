package io.rostrum.effects.filter;

import io.rostrum.effects.beauty.BeautyEffect;
import io.rostrum.effects.blur.BlurAll;
import io.rostrum.effects.blur.BlurBackground;
import io.rostrum.effects.blur.BlurRegions;
import io.rostrum.effects.blur.BlurSettings;
import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.watermark.WatermarkEffect;
import java.time.Clock;
import org.bytedeco.javacpp.Pointer;

/// Builds what a filter does, for either kind of memory.
interface EffectFactory {
    <M extends Pointer> PictureEffect<M> create(FilterSettings settings, ImageMath<M> math);

    /// {@return the factory of the real effects}
    ///
    /// @param clock of the time that a clock watermark shows
    static EffectFactory real(Clock clock) {
        return new EffectFactory() {
            @Override
            public <M extends Pointer> PictureEffect<M> create(FilterSettings settings, ImageMath<M> math) {
                return switch (settings) {
                    case FilterSettings.Beauty(var beauty) -> new BeautyEffect<>(math, beauty);
                    case FilterSettings.Watermark(var watermark) -> new WatermarkEffect<>(math, watermark, clock);
                    case FilterSettings.Blur(var blur) ->
                        switch (blur) {
                            case BlurSettings.All all -> new BlurAll<>(math, all);
                            case BlurSettings.Regions regions -> new BlurRegions<>(math, regions);
                            case BlurSettings.Background background -> new BlurBackground<>(math, background);
                        };
                };
            }
        };
    }
}
