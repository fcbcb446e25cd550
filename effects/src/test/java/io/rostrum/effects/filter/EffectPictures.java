package io.rostrum.effects.filter;

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

/// Leaves a picture of each effect, before at the left and after at the right, for `docs/EFFECTS.md` and for eyes
/// to judge. What is transparent is chequered. Arguments: a folder, and one with `film.cube`, `hald.png` and
/// `photograph.png` of the tests.
final class EffectPictures {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 270;
    private static final int CHEQUER = 15;
    private static final float QUALITY = 0.85f;

    private EffectPictures() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Path tables = Path.of(arguments[1]);
        Path room = Files.createTempFile("room", ".png");
        ImageIO.write(CutOut.room(), "png", room.toFile());
        BufferedImage behind = CutOut.room();
        BufferedImage backdrop = backdrop();
        CutOut person = new CutOut();
        try (FramePool pool = new FramePool();
                Portrait portrait = new Portrait(pool)) {
            IntFunction<VideoFrame> still = index -> index == 0 ? portrait.frame(0) : portrait.frame(30, index);
            List<Shot> shots = List.of(
                    new Shot("background-remove", "background=remove", still),
                    new Shot("background-picture", "background=" + room, still),
                    new Shot(
                            "chromakey",
                            "chromakey=green,similarity=0.4",
                            index -> person.frame(pool, backdrop, 50, index)),
                    new Shot(
                            "lowlight",
                            "lowlight=1,denoise=0.5",
                            index -> portrait.frame(index == 0 ? 0 : 30, index, 0.3)),
                    new Shot("autoframe", "autoframe=0.8", index -> person.frame(pool, behind, 15, index)),
                    new Shot("colorkey", "colorkey=e6dedd,similarity=0.12,smoothness=0.08", still),
                    new Shot("lumakey", "lumakey=0.25,smoothness=0.1", still),
                    new Shot("lut-cube", "lut=" + tables.resolve("film.cube"), still),
                    new Shot("lut-hald", "lut=" + tables.resolve("hald.png") + ",strength=0.7", still),
                    new Shot("color", "color=contrast=1.15,saturation=1.3,temperature=0.4,gamma=1.15", still),
                    new Shot("sharpen", "sharpen=1", still),
                    new Shot("crop", "crop=200,40,200,40", still),
                    new Shot("mask", "mask=" + tables.resolve("photograph.png"), still),
                    new Shot("scroll", "scroll=300,0", still));
            for (Shot shot : shots) {
                picture(shot, folder);
            }
        } finally {
            Files.delete(room);
        }
    }

    /// @param input the picture of a number; that of 30 is shown
    private record Shot(String name, String spec, IntFunction<VideoFrame> input) {}

    private static void picture(Shot shot, Path folder) throws IOException {
        BufferedImage picture = new BufferedImage(2 * WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        try (FilterChain chain = FilterChain.create(List.of(FilterSpec.parse(shot.spec())), GpuMode.OFF);
                VideoFrame before = shot.input().apply(30)) {
            chain.apply(shot.input().apply(0)).close(); // what moves begins with it
            for (int i = 24; i < 30; i++) {
                chain.apply(shot.input().apply(i)).close(); // and an outline is steady after some
            }
            draw(picture, before, 0);
            try (VideoFrame after = chain.apply(before.retain())) {
                draw(picture, after, WIDTH);
            }
        }
        write(picture, folder.resolve(shot.name() + ".jpg"));
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

    private static void draw(BufferedImage onto, VideoFrame frame, int left) {
        BufferedImage image = new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_INT_ARGB_PRE);
        PixelRows rows = new PixelRows(frame);
        int[] row = new int[frame.width()];
        for (int y = 0; y < frame.height(); y++) {
            rows.get(y, row);
            image.getRaster().setDataElements(0, y, row.length, 1, row);
        }
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
