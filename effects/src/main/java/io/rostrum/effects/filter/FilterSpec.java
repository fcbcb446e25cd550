package io.rostrum.effects.filter;

import io.rostrum.effects.blur.BlurSettings;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import java.util.Set;

/// A filter as it is written on the command line: `name=value,key=value,…`.
///
/// What is meant is found out by [FilterParser], so that a specification that was parsed is one that can be built.
///
/// @param text     as written
/// @param settings of the filter named
public record FilterSpec(String text, FilterSettings settings) {
    private static final Set<String> HIDING = Set.of("blur", "background");

    /// Reads one specification:
    ///
    /// - `beauty=0.6`
    /// - `watermark=logo.png,corner=top-right,opacity=0.8,margin=24,size=0.1`
    /// - `watermark=text:HELLO,color=ffffff,at=40:60`, `watermark=clock`
    /// - `blur=background,radius=24`, `blur=all`, `blur=X,Y,W,H` with four more numbers for each more region
    /// - `background=remove`, `background=color:RRGGBB` or `background=beach.jpg,edge=0,smoothness=0.6,spill=1`
    /// - `beauty=0.6,brighten=0.3,whiten=0.2,eyes=0.5`
    /// - `lowlight=0.6,denoise=0.3`, `autoframe=0.5,speed=0.4`
    /// - `chromakey=green`, `chromakey=blue` or `chromakey=RRGGBB,similarity=0.4,smoothness=0.3,spill=0.5`
    /// - `colorkey=RRGGBB,similarity=0.1,smoothness=0.05`
    /// - `lumakey=LOW,high=1,smoothness=0.1`
    /// - `lut=film.cube,strength=0.8`
    /// - `color=brightness=0.1,contrast=1.1,gamma=1,saturation=1.2,hue=0,temperature=0.2,tint=0`, any of them
    /// - `sharpen=0.5`, `crop=LEFT,TOP,RIGHT,BOTTOM`, `mask=round.png,invert=yes`
    /// - `scroll=ACROSS,DOWN`, `delay=300`
    ///
    /// A comma is written with a backslash before it; in a text a backslash, too, and a line end as a backslash and
    /// n.
    ///
    /// @throws IllegalArgumentException in words for the user: what was found and what is expected
    public static FilterSpec parse(String text) {
        return new FilterSpec(text, FilterParser.parse(text));
    }

    /// Refuses a region that a picture of this size has nothing of: what it should hide would be seen.
    ///
    /// @throws IllegalArgumentException in words for the user
    public void requireFit(PictureSize picture) {
        if (settings instanceof FilterSettings.Blur(BlurSettings.Regions blur)) {
            for (PictureRect region : blur.regions()) {
                if (!region.touches(picture)) {
                    throw new IllegalArgumentException("filter blur: " + region.x() + "," + region.y() + ","
                            + region.width() + "," + region.height() + " lies outside of the picture (expected: within "
                            + picture + ")");
                }
            }
        }
    }

    /// {@return whether a specification, also one that cannot be read, is of a filter that hides something}
    public static boolean hides(String text) {
        return HIDING.contains(text.split("=", 2)[0].strip());
    }

    /// {@return what stands before the first `=`}
    public String name() {
        return settings.name();
    }
}
