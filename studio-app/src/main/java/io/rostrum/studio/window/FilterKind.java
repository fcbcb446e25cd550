package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.mark;

import io.rostrum.studio.overlay.Glyph;
import java.util.List;

/// A filter as it is offered to be added.
///
/// @param name  shown in the menu
/// @param glyph its icon
/// @param spec  what it begins with; empty where a file must be chosen first
record FilterKind(String name, Glyph glyph, String spec) {
    static final FilterKind BEAUTY = new FilterKind(mark("Beauty"), Glyph.FACE, "beauty=0.5");
    static final FilterKind BACKGROUND =
            new FilterKind(mark("Blur background"), Glyph.BLUR, "blur=background,radius=24");
    static final FilterKind REMOVE_BACKGROUND =
            new FilterKind(mark("Remove background"), Glyph.BACKDROP, "background=remove");
    static final FilterKind BACKGROUND_COLOUR =
            new FilterKind(mark("Background colour"), Glyph.BACKDROP, "background=color:3b5b7a");
    static final FilterKind BACKGROUND_PICTURE = new FilterKind(mark("Background picture"), Glyph.BACKDROP, "");
    static final FilterKind LOW_LIGHT = new FilterKind(mark("Low light"), Glyph.SUN, "lowlight=0.7");
    static final FilterKind FRAMING = new FilterKind(mark("Auto-framing"), Glyph.PEOPLE, "autoframe=0.5");
    static final FilterKind ALL = new FilterKind(mark("Blur everything"), Glyph.BLUR, "blur=all,radius=24");
    static final FilterKind AREA = new FilterKind(mark("Hide an area"), Glyph.HIDDEN, "blur=40,40,320,180,radius=24");
    static final FilterKind TEXT =
            new FilterKind(mark("Text"), Glyph.TEXT, "watermark=text:Your text,corner=bottom-left,size=0.06");
    static final FilterKind CLOCK =
            new FilterKind(mark("Clock"), Glyph.CLOCK, "watermark=clock,corner=top-right,size=0.05");
    static final FilterKind LOGO = new FilterKind(mark("Logo"), Glyph.IMAGE, "");

    static final FilterKind GREEN = new FilterKind(mark("Green screen"), Glyph.BACKDROP, "chromakey=green");
    static final FilterKind COLOUR_KEY =
            new FilterKind(mark("Remove a colour"), Glyph.BACKDROP, "colorkey=ffffff,similarity=0.1,smoothness=0.05");
    static final FilterKind LUMA_KEY = new FilterKind(mark("Remove dark or light"), Glyph.BACKDROP, "lumakey=0.1");
    static final FilterKind COLOURS = new FilterKind(mark("Colours"), Glyph.COLOURS, "color=");
    static final FilterKind LUT = new FilterKind(mark("Colour look"), Glyph.COLOURS, "");

    static final FilterKind SHARPEN = new FilterKind(mark("Sharpen"), Glyph.SHARPEN, "sharpen=0.4");
    static final FilterKind CROP = new FilterKind(mark("Cut edges"), Glyph.CROP, "crop=0,0,0,0");
    static final FilterKind MASK = new FilterKind(mark("Mask"), Glyph.MASK, "");
    static final FilterKind SCROLL = new FilterKind(mark("Scroll"), Glyph.SCROLL, "scroll=60,0");
    static final FilterKind DELAY = new FilterKind(mark("Picture delay"), Glyph.DELAY, "delay=200");

    /// Kinds that are alike.
    ///
    /// @param name  shown in the menu
    /// @param glyph its icon
    record Group(String name, Glyph glyph, List<FilterKind> kinds) {}

    /// As they are offered.
    static final List<Group> OFFERED = List.of(
            new Group(mark("Face"), Glyph.FACE, List.of(BEAUTY, FRAMING)),
            new Group(
                    mark("Background"),
                    Glyph.BACKDROP,
                    List.of(BACKGROUND, REMOVE_BACKGROUND, BACKGROUND_PICTURE, BACKGROUND_COLOUR)),
            new Group(mark("Hide"), Glyph.HIDDEN, List.of(AREA, ALL)),
            new Group(mark("Text and logo"), Glyph.TEXT, List.of(TEXT, CLOCK, LOGO)),
            new Group(mark("Light and colour"), Glyph.COLOURS, List.of(LOW_LIGHT, COLOURS, LUT, SHARPEN)),
            new Group(mark("Transparency"), Glyph.MASK, List.of(GREEN, COLOUR_KEY, LUMA_KEY, MASK)),
            new Group(mark("Frame and time"), Glyph.CROP, List.of(CROP, SCROLL, DELAY)));

    /// {@return what puts the picture of this file behind a person}
    static String background(String file) {
        return "background=" + file.replace(",", "\\,");
    }

    /// {@return what a mask from this file begins with}
    static String mask(String file) {
        return "mask=" + file.replace(",", "\\,");
    }

    /// {@return what a colour look from this file begins with}
    static String lut(String file) {
        return "lut=" + file.replace(",", "\\,");
    }

    /// {@return what a logo from this file begins with}
    static String logo(String file) {
        return "watermark=" + file.replace(",", "\\,") + ",corner=top-right,size=0.12";
    }

    /// {@return the icon of a filter with this title}
    static Glyph glyph(String title) {
        return OFFERED.stream()
                .flatMap(group -> group.kinds().stream())
                .filter(kind -> kind.name.equals(title))
                .findFirst()
                .map(FilterKind::glyph)
                .orElse(Glyph.WARNING);
    }
}
