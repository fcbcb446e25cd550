package io.rostrum.studio.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.effects.color.LutSettings;
import io.rostrum.effects.filter.FilterSettings;
import io.rostrum.effects.filter.FilterSpec;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FilterDraftTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "beauty=0.6",
                "beauty=1",
                "beauty=0.001",
                "blur=background,radius=24",
                "blur=all",
                "blur=10,20,300,200,radius=5",
                "blur=10,20,300,200,-5,0,64,64",
                "watermark=text:HELLO,corner=top-right,opacity=0.8,size=0.05",
                "watermark=text:a\\, b \\\\ c\\nsecond = line,at=-4:60,color=80ff00aa",
                "watermark=clock",
                "watermark=clock,size=120x40,margin=0,corner=center",
                "background=remove,edge=-0.25,spill=0.5",
                "background=color:0a0b0c,smoothness=0",
                "lowlight=0.35,denoise=0.5",
                "autoframe=0.5,speed=0.05",
                "chromakey=blue,similarity=0.15",
                "colorkey=0a00ff,smoothness=0",
                "lumakey=0.125,high=0.9",
                "sharpen=0.35",
                "crop=1,2,3,4",
                "scroll=-40,2.5",
                "delay=300",
                "color=",
                "color=brightness=-0.3,contrast=1.25,gamma=0.8,saturation=0,hue=-90,temperature=0.5,tint=-1"
            })
    void meansTheSameAfterItWasWrittenAgain(String spec) {
        FilterDraft draft = FilterDraft.of(spec);

        assertThat(FilterSpec.parse(draft.text()).settings())
                .isEqualTo(FilterSpec.parse(spec).settings());
        assertThat(FilterDraft.of(draft.text()).text()).isEqualTo(draft.text());
    }

    @Test
    void aLogoKeepsItsFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("logo, new.png");
        ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB), "png", file.toFile());

        FilterDraft draft = FilterDraft.of(FilterKind.logo(file.toString()));

        assertThat(draft.title()).isEqualTo("Logo");
        assertThat(FilterSpec.parse(draft.text()).settings())
                .isEqualTo(FilterSpec.parse(FilterKind.logo(file.toString())).settings());
        String behind = FilterKind.background(file.toString()) + ",edge=0.5";
        assertThat(FilterDraft.of(behind).title()).isEqualTo(FilterKind.BACKGROUND_PICTURE.name());
        assertThat(FilterSpec.parse(FilterDraft.of(behind).text()).settings())
                .isEqualTo(FilterSpec.parse(behind).settings());
        String mask = FilterKind.mask(file.toString()) + ",invert=yes";
        assertThat(FilterSpec.parse(FilterDraft.of(mask).text()).settings())
                .isEqualTo(FilterSpec.parse(mask).settings());
    }

    @Test
    void aColourLookKeepsItsFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("film, warm.cube"), "LUT_1D_SIZE 2\n0 0 0\n1 1 1\n");

        FilterDraft draft = FilterDraft.of(FilterKind.lut(file.toString()) + ",strength=0.4");

        assertThat(draft.title()).isEqualTo(FilterKind.LUT.name());
        assertThat(FilterSpec.parse(draft.text()).settings())
                .isEqualTo(new FilterSettings.Lut(new LutSettings(file, 0.4)));
    }

    @Test
    void whatCannotBeReadIsKeptAsItIs() {
        FilterDraft draft = FilterDraft.of("watermark=/gone/logo.png,corner=left");

        assertThat(draft).isInstanceOf(FilterDraft.Unreadable.class);
        assertThat(draft.text()).isEqualTo("watermark=/gone/logo.png,corner=left");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Beauty",
                "Blur background",
                "Blur everything",
                "Remove background",
                "Background colour",
                "Low light",
                "Auto-framing",
                "Hide an area",
                "Text",
                "Clock",
                "Colours",
                "Green screen",
                "Remove a colour",
                "Remove dark or light",
                "Sharpen",
                "Cut edges",
                "Scroll",
                "Picture delay"
            })
    void everyOfferedFilterCanBeBuiltAndHasItsName(String name) {
        FilterKind kind = Stream.of(
                        FilterKind.BEAUTY,
                        FilterKind.BACKGROUND,
                        FilterKind.ALL,
                        FilterKind.REMOVE_BACKGROUND,
                        FilterKind.LOW_LIGHT,
                        FilterKind.FRAMING,
                        FilterKind.BACKGROUND_COLOUR,
                        FilterKind.AREA,
                        FilterKind.TEXT,
                        FilterKind.CLOCK,
                        FilterKind.COLOURS,
                        FilterKind.GREEN,
                        FilterKind.COLOUR_KEY,
                        FilterKind.LUMA_KEY,
                        FilterKind.SHARPEN,
                        FilterKind.CROP,
                        FilterKind.SCROLL,
                        FilterKind.DELAY)
                .filter(offered -> offered.name().equals(name))
                .findFirst()
                .orElseThrow();

        assertThat(FilterDraft.of(kind.spec()).title()).isEqualTo(name);
    }
}
