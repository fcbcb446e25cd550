package io.rostrum.effects.filter;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PixelRows;
import io.rostrum.effects.picture.VideoFrame;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/// Leaves a picture of each effect, before at the left and after it, for `docs/EFFECTS.md` and for eyes to judge. What
/// is transparent is chequered. Where an effect looks for something, a third picture shows in grey what it found.
public final class EffectPictures {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 270;
    private static final int CHEQUER = 15;
    private static final float QUALITY = 0.85f;
    /// A difference of so many codes of 255 is white.
    private static final int FULL_DIFFERENCE = 24;

    private static final int SHOWN = 30;
    private static final String PERSON = "background=remove";

    private EffectPictures() {}

    /// Writes all of them.
    ///
    /// @param to     a folder, made where it is not there
    /// @param tables the folder with `film.cube`, `hald.png` and `photograph.png` of the tests
    /// @return how many
    /// @throws IOException if the disk refuses, or a picture of the tests is not there
    public static int write(Path to, Path tables) throws IOException {
        Path folder = Files.createDirectories(to);
        Path room = Files.createTempFile("room", ".png");
        ImageIO.write(CutOut.room(), "png", room.toFile());
        BufferedImage behind = CutOut.room();
        BufferedImage backdrop = backdrop();
        CutOut person = new CutOut();
        try (FramePool pool = new FramePool();
                Portrait portrait = new Portrait(pool)) {
            IntFunction<VideoFrame> still = index -> index == 0 ? portrait.frame(0) : portrait.frame(30, index);
            List<Shot> shots = List.of(
                    new Shot("beauty", "beauty=1", still, Third.CHANGED),
                    new Shot("watermark", "watermark=text:Rostrum,opacity=0.9", still),
                    new Shot("watermark-clock", "watermark=clock,corner=bottom-left", still),
                    new Shot("blur-background", "blur=background,radius=24", still, Third.PERSON),
                    new Shot("blur-region", "blur=560,60,200,200,radius=24", still),
                    new Shot("blur-all", "blur=all,radius=24", still),
                    new Shot("background-remove", PERSON, still, Third.ALPHA),
                    new Shot("background-picture", "background=" + room, still, Third.PERSON),
                    new Shot("background-color", "background=color:204060", still, Third.PERSON),
                    new Shot(
                            "chromakey",
                            "chromakey=green,similarity=0.4",
                            index -> person.frame(pool, backdrop, 50, index),
                            Third.ALPHA),
                    new Shot(
                            "lowlight",
                            "lowlight=1,denoise=0.5",
                            index -> portrait.frame(index == 0 ? 0 : 30, index, 0.3)),
                    new Shot("autoframe", "autoframe=0.8", index -> person.frame(pool, behind, 15, index)),
                    new Shot("colorkey", "colorkey=e6dedd,similarity=0.12,smoothness=0.08", still, Third.ALPHA),
                    new Shot("lumakey", "lumakey=0.25,smoothness=0.1", still, Third.ALPHA),
                    new Shot("lut-cube", "lut=" + tables.resolve("film.cube"), still),
                    new Shot("lut-hald", "lut=" + tables.resolve("hald.png") + ",strength=0.7", still),
                    new Shot("color", "color=contrast=1.15,saturation=1.3,temperature=0.4,gamma=1.15", still),
                    new Shot("sharpen", "sharpen=1", still),
                    new Shot("crop", "crop=200,40,200,40", still),
                    new Shot("mask", "mask=" + tables.resolve("photograph.png"), still),
                    new Shot("scroll", "scroll=300,0", still),
                    new Shot("delay", "delay=900", portrait::frame));
            for (Shot shot : shots) {
                picture(shot, folder);
            }
            return shots.size();
        } finally {
            Files.delete(room);
        }
    }

    /// What is at the right of before and after.
    private enum Third {
        NOTHING,
        /// How opaque the effect left each pixel.
        ALPHA,
        /// How much each pixel is the person's, as the effects on backgrounds find it.
        PERSON,
        /// How much the effect changed each pixel.
        CHANGED
    }

    /// @param input the picture of a number; that of [#SHOWN] is shown
    private record Shot(String name, String spec, IntFunction<VideoFrame> input, Third third) {
        Shot(String name, String spec, IntFunction<VideoFrame> input) {
            this(name, spec, input, Third.NOTHING);
        }
    }

    private static void picture(Shot shot, Path folder) throws IOException {
        int panels = shot.third() == Third.NOTHING ? 2 : 3;
        BufferedImage picture = new BufferedImage(panels * WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        try (VideoFrame before = shot.input().apply(SHOWN);
                VideoFrame after = after(shot.spec(), shot.input())) {
            BufferedImage was = image(before);
            BufferedImage is = image(after);
            draw(picture, was, 0);
            draw(picture, is, WIDTH);
            switch (shot.third()) {
                case NOTHING -> {}
                case ALPHA -> draw(picture, alpha(is), 2 * WIDTH);
                case PERSON -> {
                    try (VideoFrame person = after(PERSON, shot.input())) {
                        draw(picture, alpha(image(person)), 2 * WIDTH);
                    }
                }
                case CHANGED -> draw(picture, changed(was, is), 2 * WIDTH);
            }
        }
        write(picture, folder.resolve(shot.name() + ".jpg"));
    }

    /// {@return the picture that is shown, as an effect leaves it}
    @MustBeClosed
    private static VideoFrame after(String spec, IntFunction<VideoFrame> input) {
        try (FilterChain chain = FilterChain.create(List.of(FilterSpec.parse(spec)), GpuMode.OFF)) {
            chain.apply(input.apply(0)).close(); // what moves begins with it
            for (int i = 1; i < SHOWN; i++) { // an outline is steady after some, and what is delayed is old by then
                chain.apply(input.apply(i)).close();
            }
            return chain.apply(input.apply(SHOWN));
        }
    }

    private static BufferedImage alpha(BufferedImage of) {
        return grey(of, (x, y) -> of.getRGB(x, y) >>> 24);
    }

    private static BufferedImage changed(BufferedImage from, BufferedImage to) {
        return grey(from, (x, y) -> {
            int most = 0;
            for (int shift = 0; shift < 24; shift += 8) {
                most = Math.max(
                        most, Math.abs((from.getRGB(x, y) >> shift & 0xFF) - (to.getRGB(x, y) >> shift & 0xFF)));
            }
            return Math.min(255, most * 255 / FULL_DIFFERENCE);
        });
    }

    /// How light a pixel is, 0..255.
    private interface Lightness {
        int at(int x, int y);
    }

    private static BufferedImage grey(BufferedImage like, Lightness lightness) {
        BufferedImage grey = new BufferedImage(like.getWidth(), like.getHeight(), BufferedImage.TYPE_INT_ARGB_PRE);
        for (int y = 0; y < grey.getHeight(); y++) {
            for (int x = 0; x < grey.getWidth(); x++) {
                grey.setRGB(x, y, 0xFF000000 | lightness.at(x, y) * 0x010101);
            }
        }
        return grey;
    }

    /// {@return a green backdrop that is lighter in the middle, with a fold}
    private static BufferedImage backdrop() {
        BufferedImage backdrop = CutOut.wall(0x00B140);
        Graphics2D graphics = backdrop.createGraphics();
        Point2D middle = new Point2D.Double(CutOut.WIDTH * 0.5, CutOut.HEIGHT * 0.4);
        graphics.setPaint(new RadialGradientPaint(
                middle, 900, new float[] {0, 1}, new Color[] {new Color(0x20C860), new Color(0x00782C)}));
        graphics.fillRect(0, 0, CutOut.WIDTH, CutOut.HEIGHT);
        graphics.setColor(new Color(0, 60, 20, 60));
        graphics.fillPolygon(new int[] {1000, 1060, 1120}, new int[] {CutOut.HEIGHT, 0, CutOut.HEIGHT}, 3);
        graphics.dispose();
        return backdrop;
    }

    private static BufferedImage image(VideoFrame frame) {
        BufferedImage image = new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_INT_ARGB_PRE);
        PixelRows rows = new PixelRows(frame);
        int[] row = new int[frame.width()];
        for (int y = 0; y < frame.height(); y++) {
            rows.get(y, row);
            image.getRaster().setDataElements(0, y, row.length, 1, row);
        }
        return image;
    }

    private static void draw(BufferedImage onto, BufferedImage image, int left) {
        Graphics2D graphics = onto.createGraphics();
        for (int y = 0; y < HEIGHT; y += CHEQUER) {
            for (int x = 0; x < WIDTH; x += CHEQUER) {
                graphics.setColor((x + y) / CHEQUER % 2 == 0 ? Color.LIGHT_GRAY : Color.WHITE);
                graphics.fillRect(left + x, y, CHEQUER, CHEQUER);
            }
        }
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(image, left, 0, WIDTH, HEIGHT, null);
        graphics.dispose();
    }

    private static void write(BufferedImage picture, Path file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(QUALITY);
        Files.deleteIfExists(file);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), settings);
        } finally {
            writer.dispose();
        }
    }
}
