package io.rostrum.effects.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.effects.beauty.BeautySettings;
import io.rostrum.effects.blur.BlurSettings;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.watermark.Corner;
import io.rostrum.effects.watermark.WatermarkSettings;
import io.rostrum.effects.watermark.WatermarkSettings.Extent;
import io.rostrum.effects.watermark.WatermarkSettings.Mark;
import io.rostrum.effects.watermark.WatermarkSettings.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterSpecTest {
    @Test
    void readsAStrength() {
        assertThat(FilterSpec.parse("beauty=0.6").settings())
                .isEqualTo(new FilterSettings.Beauty(new BeautySettings(0.6)));
    }

    @Test
    void readsATextWithACommaAndItsOptions() {
        assertThat(FilterSpec.parse("watermark=text:HELLO\\, you,corner=top-left,margin=5,opacity=0.5,color=00ff7f")
                        .settings())
                .isEqualTo(new FilterSettings.Watermark(new WatermarkSettings(
                        new Mark.Text("HELLO, you"),
                        new Place.InCorner(Corner.TOP_LEFT, 5),
                        new Extent.Natural(),
                        0.5,
                        0xFF00FF7F)));
    }

    @Test
    void readsAPictureAtAPlaceInASize(@TempDir Path folder) throws IOException {
        Path logo = Files.createFile(folder.resolve("logo.png"));
        assertThat(FilterSpec.parse("watermark=" + logo + ",at=-3:40,size=120x60")
                        .settings())
                .isEqualTo(new FilterSettings.Watermark(new WatermarkSettings(
                        new Mark.Image(logo),
                        new Place.At(-3, 40),
                        new Extent.Exactly(new PictureSize(120, 60)),
                        1,
                        0xFFFFFFFF)));
    }

    @Test
    void readsRegionsWithTheirRadius() {
        assertThat(FilterSpec.parse("blur=10,20,30,40,-5,0,64,64,radius=9").settings())
                .isEqualTo(new FilterSettings.Blur(new BlurSettings.Regions(
                        List.of(new PictureRect(10, 20, 30, 40), new PictureRect(-5, 0, 64, 64)), 9)));
        assertThat(FilterSpec.parse("blur=background,radius=30").settings())
                .isEqualTo(new FilterSettings.Blur(new BlurSettings.Background(30)));
        assertThat(FilterSpec.parse("blur=all").name()).isEqualTo("blur");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            watermark=clock,corner=top-rihgt | filter watermark: corner: top-rihgt (expected: top-left, top, top-right, left, center, right, bottom-left, bottom, bottom-right)
            watermark=clock,colour=red       | filter watermark: colour (expected: corner, margin, at, size, opacity, color)
            watermark=clock,opacity=2        | filter watermark: opacity: 2.0 (expected: 0..1)
            watermark=missing.png            | filter watermark: missing.png (expected: a picture file, text:… or clock)
            watermark=text:                  | filter watermark: text: empty (expected: at least one letter)
            watermark=clock,at=5             | filter watermark: at: 5 (expected: X:Y in pixels)
            beauty=1.5                       | filter beauty: strength: 1.5 (expected: 0..1)
            beauty=NaN                       | filter beauty: strength: NaN (expected: 0..1)
            beauty=much                      | filter beauty: strength: much (expected: a number)
            beauty                           | filter beauty: no value (expected: a strength 0..1)
            blur=1,2,3                       | filter blur: 1,2,3 (expected: all, background or X,Y,W,H in pixels)
            blur=all,radius=201              | filter blur: radius: 201 (expected: 0..200 pixels)
            blur=all,radius=3,radius=4       | filter blur: radius=4 (expected: each key once)
            sparkle=1                        | filter sparkle: unknown (expected: beauty=…, watermark=… or blur=…)
            """)
    void saysWhatItFoundAndWhatItExpects(String text, String message) {
        assertThatThrownBy(() -> FilterSpec.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
