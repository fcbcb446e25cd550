package io.rostrum.effects.filter;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.effects.background.BackgroundSettings;
import io.rostrum.effects.beauty.BeautySettings;
import io.rostrum.effects.blur.BlurSettings;
import io.rostrum.effects.color.ColourSettings;
import io.rostrum.effects.frame.FrameSettings;
import io.rostrum.effects.framing.FramingSettings;
import io.rostrum.effects.key.KeySettings;
import io.rostrum.effects.light.LowLightSettings;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.watermark.Corner;
import io.rostrum.effects.watermark.WatermarkSettings;
import io.rostrum.effects.watermark.WatermarkSettings.Extent;
import io.rostrum.effects.watermark.WatermarkSettings.Mark;
import io.rostrum.effects.watermark.WatermarkSettings.Place;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterSpecTest {
    @Test
    void readsAStrength() {
        assertThat(FilterSpec.parse("beauty=0.6").settings())
                .isEqualTo(new FilterSettings.Beauty(new BeautySettings(0.6)));
        assertThat(FilterSpec.parse("beauty=0.6,brighten=0.2,whiten=0.3,eyes=1").settings())
                .isEqualTo(new FilterSettings.Beauty(new BeautySettings(0.6, 0.2, 0.3, 1)));
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
        Path logo = logo(folder.resolve("logo.png"));
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
    void readsKeysAndColours() {
        assertThat(FilterSpec.parse("chromakey=blue,similarity=0.2,spill=1").settings())
                .isEqualTo(new FilterSettings.Key(new KeySettings.Chroma(0x0047BB, 0.2, 0.3, 1)));
        assertThat(FilterSpec.parse("colorkey=#102030").settings())
                .isEqualTo(new FilterSettings.Key(new KeySettings.Colour(0x102030, 0.1, 0.05)));
        assertThat(FilterSpec.parse("lumakey=0.25,smoothness=0").settings())
                .isEqualTo(new FilterSettings.Key(new KeySettings.Luma(0.25, 1, 0)));
        assertThat(FilterSpec.parse("color=hue=-20,saturation=1.5").settings())
                .isEqualTo(new FilterSettings.Colour(new ColourSettings(0, 1, 1, 1.5, -20, 0, 0)));
        assertThat(FilterSpec.parse("color=").settings()).isEqualTo(new FilterSettings.Colour(ColourSettings.NONE));
        assertThat(FilterSpec.parse("lumakey=0").name()).isEqualTo("lumakey");
    }

    @Test
    void readsWhatIsDoneToAPictureAsAWhole(@TempDir Path folder) throws IOException {
        Path logo = logo(folder.resolve("round.png"));
        assertThat(FilterSpec.parse("sharpen=0.5").settings())
                .isEqualTo(new FilterSettings.Frame(new FrameSettings.Sharpen(0.5)));
        assertThat(FilterSpec.parse("crop=1, 2,3,4").settings())
                .isEqualTo(new FilterSettings.Frame(new FrameSettings.Crop(1, 2, 3, 4)));
        assertThat(FilterSpec.parse("mask=" + logo + ",invert=yes").settings())
                .isEqualTo(new FilterSettings.Frame(new FrameSettings.Mask(logo, true)));
        assertThat(FilterSpec.parse("scroll=-40,2.5").settings())
                .isEqualTo(new FilterSettings.Frame(new FrameSettings.Scroll(-40, 2.5)));
        assertThat(FilterSpec.parse("delay=300").settings())
                .isEqualTo(new FilterSettings.Frame(new FrameSettings.Delay(300)));
    }

    @Test
    void readsWhatIsSeenBehindAPerson(@TempDir Path folder) throws IOException {
        Path beach = logo(folder.resolve("beach.png"));
        assertThat(FilterSpec.parse("background=remove").settings())
                .isEqualTo(new FilterSettings.Background(
                        new BackgroundSettings(new BackgroundSettings.Instead.Nothing(), 0, 0.6, 1)));
        assertThat(FilterSpec.parse("background=color:#102030,edge=-0.5").settings())
                .isEqualTo(new FilterSettings.Background(
                        new BackgroundSettings(new BackgroundSettings.Instead.Colour(0x102030), -0.5, 0.6, 1)));
        assertThat(FilterSpec.parse("background=" + beach + ",smoothness=0.2,spill=0")
                        .settings())
                .isEqualTo(new FilterSettings.Background(
                        new BackgroundSettings(new BackgroundSettings.Instead.Picture(beach), 0, 0.2, 0)));
    }

    @Test
    void readsLightAndFraming() {
        assertThat(FilterSpec.parse("lowlight=0.6,denoise=0.25").settings())
                .isEqualTo(new FilterSettings.LowLight(new LowLightSettings(0.6, 0.25)));
        assertThat(FilterSpec.parse("autoframe=0.5").settings())
                .isEqualTo(new FilterSettings.Framing(new FramingSettings(0.5, 0.4)));
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
            chromakey=grey                   | filter chromakey: colour: grey (expected: RRGGBB or AARRGGBB)
            chromakey=808080                 | filter chromakey: colour: 808080 is grey (expected: a colour; for grey use colorkey or lumakey)
            chromakey=green,smoothness=2     | filter chromakey: smoothness: 2.0 (expected: 0..1)
            colorkey=80ffffff                | filter colorkey: colour: 80ffffff (expected: RRGGBB)
            lumakey=0.5,high=0.2             | filter lumakey: high: 0.2 (expected: at least low, 0.5)
            lumakey=0.5,spill=0.2            | filter lumakey: spill (expected: high, smoothness)
            lut=missing.cube                 | filter lut: missing.cube (expected: a .cube or .png file that can be read)
            color=saturation=4               | filter color: saturation: 4.0 (expected: 0..3)
            color=gamma=0                    | filter color: gamma: 0.0 (expected: 0.2..5)
            color=warm                       | filter color: warm (expected: brightness, contrast, gamma, saturation, hue, temperature, tint, each with =NUMBER)
            color=hue=1,hue=2                | filter color: hue=1 (expected: each key once)
            sharpen=2                        | filter sharpen: strength: 2.0 (expected: 0..1)
            crop=1,2,3                       | filter crop: 1,2,3 (expected: LEFT,TOP,RIGHT,BOTTOM in pixels)
            crop=1,2,3,-4                    | filter crop: bottom: -4 (expected: 0..16384 pixels)
            mask=missing.png                 | filter mask: missing.png (expected: a picture file)
            scroll=40                        | filter scroll: 40 (expected: ACROSS,DOWN in pixels a second)
            scroll=9999,0                    | filter scroll: speed: 9999.0 (expected: -5000..5000 pixels a second)
            delay=2001                       | filter delay: delay: 2001 (expected: 0..2000 milliseconds)
            background=missing.png           | filter background: missing.png (expected: remove, color:RRGGBB or a picture file)
            background=color:grey            | filter background: colour: grey (expected: RRGGBB or AARRGGBB)
            background=remove,edge=2         | filter background: edge: 2.0 (expected: -1..1)
            background=remove,spill=-1       | filter background: spill: -1.0 (expected: 0..1)
            background=remove,radius=3       | filter background: radius (expected: edge, smoothness, spill)
            lowlight=2                       | filter lowlight: strength: 2.0 (expected: 0..1)
            lowlight=1,denoise=-1            | filter lowlight: denoise: -1.0 (expected: 0..1)
            autoframe                        | filter autoframe: no value (expected: a closeness 0..1)
            autoframe=1,speed=2              | filter autoframe: speed: 2.0 (expected: 0..1)
            blur=1,2,3                       | filter blur: 1,2,3 (expected: all, background or X,Y,W,H in pixels)
            blur=all,radius=201              | filter blur: radius: 201 (expected: 0..200 pixels)
            blur=all,radius=3,radius=4       | filter blur: radius=4 (expected: each key once)
            sparkle=1                        | filter sparkle: unknown (expected: beauty=…, watermark=…, blur=…, background=…, lowlight=…, autoframe=…, chromakey=…, colorkey=…, lumakey=…, lut=…, color=…, sharpen=…, crop=…, mask=…, scroll=… or delay=…)
            """)
    void saysWhatItFoundAndWhatItExpects(String text, String message) {
        assertThatThrownBy(() -> FilterSpec.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aBackslashInAPathIsPartOfIt(@TempDir Path folder) throws IOException {
        Path logo = logo(folder.resolve("C:\\new\\logo.png")); // where it is no separator it is a letter like others
        assertThat(FilterSpec.parse("watermark=" + logo).settings())
                .isInstanceOfSatisfying(
                        FilterSettings.Watermark.class,
                        watermark -> assertThat(watermark.settings().mark()).isEqualTo(new Mark.Image(logo)));
        assertThat(FilterSpec.parse("watermark=text:one\\ntwo\\\\").settings())
                .isInstanceOfSatisfying(
                        FilterSettings.Watermark.class,
                        watermark -> assertThat(watermark.settings().mark()).isEqualTo(new Mark.Text("one\ntwo\\")));
    }

    @Test
    void aPictureIsRefusedByItsHead(@TempDir Path folder) throws IOException {
        // The signature and the IHDR chunk (PNG, third edition, 11.2.1) of 30000x30000 pixels, and nothing behind it.
        ByteBuffer head = ByteBuffer.allocate(33).putLong(0x89504E470D0A1A0AL).putInt(13);
        head.put("IHDR".getBytes(US_ASCII)).putInt(30_000).putInt(30_000);
        head.put((byte) 8).put((byte) 6); // eight bits, colours with alpha
        Path huge = Files.write(folder.resolve("huge.png"), head.array());
        assertThatThrownBy(() -> FilterSpec.parse("watermark=" + huge))
                .hasMessage("filter watermark: " + huge + " has 30000x30000 pixels (expected: at most 40000000)");
        Path text = Files.writeString(folder.resolve("text.png"), "no picture");
        assertThatThrownBy(() -> FilterSpec.parse("watermark=" + text))
                .hasMessage("filter watermark: " + text + " (expected: a PNG, JPEG, GIF or BMP picture)");
    }

    @Test
    void aRegionThatHidesNothingIsRefusedOnceTheSizeIsKnown() {
        PictureSize picture = new PictureSize(1280, 720);
        FilterSpec.parse("blur=1270,0,64,64").requireFit(picture);
        FilterSpec.parse("blur=all").requireFit(picture);
        assertThatThrownBy(() -> FilterSpec.parse("blur=0,0,9,9,5000,0,9,9").requireFit(picture))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("filter blur: 5000,0,9,9 lies outside of the picture (expected: within 1280x720)");
    }

    private static Path logo(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB), "png", out);
        }
        return file;
    }
}
