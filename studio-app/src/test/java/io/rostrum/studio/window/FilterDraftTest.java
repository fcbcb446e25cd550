package io.rostrum.studio.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.effects.filter.FilterSpec;
import java.awt.image.BufferedImage;
import java.io.IOException;
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
                "watermark=clock,size=120x40,margin=0,corner=center"
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
    }

    @Test
    void whatCannotBeReadIsKeptAsItIs() {
        FilterDraft draft = FilterDraft.of("watermark=/gone/logo.png,corner=left");

        assertThat(draft).isInstanceOf(FilterDraft.Unreadable.class);
        assertThat(draft.text()).isEqualTo("watermark=/gone/logo.png,corner=left");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Beauty", "Blur background", "Blur everything", "Hide an area", "Text", "Clock"})
    void everyOfferedFilterCanBeBuiltAndHasItsName(String name) {
        FilterKind kind = Stream.of(
                        FilterKind.BEAUTY,
                        FilterKind.BACKGROUND,
                        FilterKind.ALL,
                        FilterKind.AREA,
                        FilterKind.TEXT,
                        FilterKind.CLOCK)
                .filter(offered -> offered.name().equals(name))
                .findFirst()
                .orElseThrow();

        assertThat(FilterDraft.of(kind.spec()).title()).isEqualTo(name);
    }
}
