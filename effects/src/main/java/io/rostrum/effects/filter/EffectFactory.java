package io.rostrum.effects.filter;

import io.rostrum.effects.background.BackgroundEffect;
import io.rostrum.effects.beauty.BeautyEffect;
import io.rostrum.effects.blur.BlurAll;
import io.rostrum.effects.blur.BlurBackground;
import io.rostrum.effects.blur.BlurRegions;
import io.rostrum.effects.blur.BlurSettings;
import io.rostrum.effects.color.ColourEffect;
import io.rostrum.effects.color.ColourMap;
import io.rostrum.effects.color.LutShelf;
import io.rostrum.effects.frame.CropEffect;
import io.rostrum.effects.frame.DelayEffect;
import io.rostrum.effects.frame.FrameSettings;
import io.rostrum.effects.frame.MaskEffect;
import io.rostrum.effects.frame.ScrollEffect;
import io.rostrum.effects.frame.SharpenEffect;
import io.rostrum.effects.framing.FramingEffect;
import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.key.KeyEffect;
import io.rostrum.effects.light.LowLightEffect;
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
        LutShelf luts = new LutShelf();
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
                    case FilterSettings.Background(var background) -> new BackgroundEffect<>(math, background);
                    case FilterSettings.LowLight(var light) -> new LowLightEffect<>(math, light);
                    case FilterSettings.Framing(var framing) -> new FramingEffect<>(math, framing);
                    case FilterSettings.Frame(var frame) ->
                        switch (frame) {
                            case FrameSettings.Sharpen sharpen -> new SharpenEffect<>(math, sharpen);
                            case FrameSettings.Crop crop -> new CropEffect<>(math, crop);
                            case FrameSettings.Mask mask -> new MaskEffect<>(math, mask);
                            case FrameSettings.Scroll scroll -> new ScrollEffect<>(math, scroll);
                            case FrameSettings.Delay delay -> new DelayEffect<>(delay);
                        };
                    case FilterSettings.Key(var key) -> new KeyEffect<>(key);
                    case FilterSettings.Lut(var lut) ->
                        new ColourEffect<>(ColourMap.of(luts.read(lut.file()), lut.strength()));
                    case FilterSettings.Colour(var colour) -> new ColourEffect<>(ColourMap.of(colour));
                };
            }
        };
    }
}
