package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.mark;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.background.BackgroundSettings;
import io.rostrum.effects.background.BackgroundSettings.Instead;
import io.rostrum.effects.beauty.BeautySettings;
import io.rostrum.effects.blur.BlurSettings;
import io.rostrum.effects.color.ColourSettings;
import io.rostrum.effects.color.LutSettings;
import io.rostrum.effects.filter.FilterSettings;
import io.rostrum.effects.filter.FilterSpec;
import io.rostrum.effects.frame.FrameSettings;
import io.rostrum.effects.framing.FramingSettings;
import io.rostrum.effects.key.KeySettings;
import io.rostrum.effects.light.LowLightSettings;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.watermark.WatermarkSettings;
import io.rostrum.effects.watermark.WatermarkSettings.Extent;
import io.rostrum.effects.watermark.WatermarkSettings.Mark;
import io.rostrum.effects.watermark.WatermarkSettings.Place;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A filter that is being set: what its text means, and back to text.
sealed interface FilterDraft {
    /// {@return as [FilterSpec] reads it; two drafts of one meaning have one text}
    String text();

    /// {@return what it is called in the list}
    String title();

    /// {@return which controls it has: drafts of one kind have the same}
    String kind();

    /// {@return whether it makes parts of the picture transparent}
    default boolean clears() {
        return false;
    }

    /// What can be set with controls.
    record Known(FilterSettings settings) implements FilterDraft {
        @Override
        public String text() {
            return switch (settings) {
                case FilterSettings.Beauty(BeautySettings beauty) -> LookText.of(beauty);
                case FilterSettings.Blur(BlurSettings blur) -> blurText(blur);
                case FilterSettings.Watermark(WatermarkSettings mark) -> watermarkText(mark);
                case FilterSettings.Background(BackgroundSettings background) -> LookText.of(background);
                case FilterSettings.LowLight(LowLightSettings light) ->
                    "lowlight=" + decimal(light.strength()) + ",denoise=" + decimal(light.denoise());
                case FilterSettings.Framing(FramingSettings framing) ->
                    "autoframe=" + decimal(framing.closeness()) + ",speed=" + decimal(framing.speed());
                case FilterSettings.Key(KeySettings key) -> LookText.of(key);
                case FilterSettings.Lut(LutSettings lut) -> LookText.of(lut);
                case FilterSettings.Frame(FrameSettings frame) -> LookText.of(frame);
                case FilterSettings.Colour(ColourSettings colour) -> LookText.of(colour);
            };
        }

        @Override
        public String title() {
            return switch (settings) {
                case FilterSettings.Beauty _ -> mark("Beauty");
                case FilterSettings.Blur(BlurSettings blur) ->
                    switch (blur) {
                        case BlurSettings.All _ -> mark("Blur everything");
                        case BlurSettings.Background _ -> mark("Blur background");
                        case BlurSettings.Regions _ -> mark("Hide an area");
                    };
                case FilterSettings.Watermark(WatermarkSettings mark) ->
                    switch (mark.mark()) {
                        case Mark.Text _ -> mark("Text");
                        case Mark.Clock _ -> mark("Clock");
                        case Mark.Image _ -> mark("Logo");
                    };
                case FilterSettings.Background(BackgroundSettings background) ->
                    switch (background.instead()) {
                        case Instead.Nothing _ -> mark("Remove background");
                        case Instead.Colour _ -> mark("Background colour");
                        case Instead.Picture _ -> mark("Background picture");
                    };
                case FilterSettings.LowLight _ -> mark("Low light");
                case FilterSettings.Framing _ -> mark("Auto-framing");
                case FilterSettings.Key(KeySettings key) ->
                    switch (key) {
                        case KeySettings.Chroma _ -> mark("Green screen");
                        case KeySettings.Colour _ -> mark("Remove a colour");
                        case KeySettings.Luma _ -> mark("Remove dark or light");
                    };
                case FilterSettings.Lut _ -> mark("Colour look");
                case FilterSettings.Frame(FrameSettings frame) ->
                    switch (frame) {
                        case FrameSettings.Sharpen _ -> mark("Sharpen");
                        case FrameSettings.Crop _ -> mark("Cut edges");
                        case FrameSettings.Mask _ -> mark("Mask");
                        case FrameSettings.Scroll _ -> mark("Scroll");
                        case FrameSettings.Delay _ -> mark("Picture delay");
                    };
                case FilterSettings.Colour _ -> mark("Colours");
            };
        }

        @Override
        public String kind() {
            return title();
        }

        @Override
        public boolean clears() {
            return switch (settings) {
                case FilterSettings.Key _ -> true;
                case FilterSettings.Background(BackgroundSettings background) ->
                    background.instead() instanceof Instead.Nothing;
                case FilterSettings.Frame(FrameSettings frame) ->
                    frame instanceof FrameSettings.Crop || frame instanceof FrameSettings.Mask;
                case FilterSettings.Beauty _,
                        FilterSettings.Blur _,
                        FilterSettings.LowLight _,
                        FilterSettings.Framing _,
                        FilterSettings.Watermark _,
                        FilterSettings.Lut _,
                        FilterSettings.Colour _ -> false;
            };
        }
    }

    /// What cannot be read (a logo whose file is gone), kept as it is.
    record Unreadable(String text, String why) implements FilterDraft {
        @Override
        public String title() {
            int equals = text.indexOf('=');
            return equals < 0 ? text : text.substring(0, equals);
        }

        @Override
        public String kind() {
            return text;
        }
    }

    static FilterDraft of(String spec) {
        try {
            return new Known(FilterSpec.parse(spec).settings());
        } catch (IllegalArgumentException unreadable) {
            String why = unreadable.getMessage();
            return new Unreadable(spec, why == null ? tr("it cannot be read") : why);
        }
    }

    private static String blurText(BlurSettings blur) {
        String what = switch (blur) {
            case BlurSettings.All _ -> "all";
            case BlurSettings.Background _ -> "background";
            case BlurSettings.Regions regions -> numbers(regions.regions());
        };
        return "blur=" + what + ",radius=" + blur.radius();
    }

    private static String numbers(List<PictureRect> regions) {
        List<String> numbers = new ArrayList<>();
        for (PictureRect region : regions) {
            numbers.add(region.x() + "," + region.y() + "," + region.width() + "," + region.height());
        }
        return String.join(",", numbers);
    }

    private static String watermarkText(WatermarkSettings mark) {
        String what = switch (mark.mark()) {
            case Mark.Text(String words) ->
                "text:" + words.replace("\\", "\\\\").replace(",", "\\,").replace("\n", "\\n");
            case Mark.Clock _ -> "clock";
            case Mark.Image image -> image.file().toString().replace(",", "\\,");
        };
        String place = switch (mark.place()) {
            case Place.InCorner corner -> ",corner=" + corner.corner() + ",margin=" + corner.margin();
            case Place.At at -> ",at=" + at.x() + ":" + at.y();
        };
        String size = switch (mark.extent()) {
            case Extent.Natural _ -> "";
            case Extent.OfHeight(double fraction) -> ",size=" + decimal(fraction);
            case Extent.Exactly exactly -> ",size=" + exactly.size();
        };
        String color = mark.color() == -1 ? "" : String.format(Locale.ROOT, ",color=%08x", mark.color());
        return "watermark=" + what + place + size + ",opacity=" + decimal(mark.opacity()) + color;
    }

    /// {@return without an exponent and with no more digits than it takes}
    static String decimal(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
