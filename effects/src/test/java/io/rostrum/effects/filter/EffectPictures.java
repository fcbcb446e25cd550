package io.rostrum.effects.filter;

import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PixelRows;
import io.rostrum.effects.picture.VideoFrame;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        Map<String, String> effects = new LinkedHashMap<>();
        effects.put("colorkey", "colorkey=e6dedd,similarity=0.12,smoothness=0.08");
        effects.put("lumakey", "lumakey=0.25,smoothness=0.1");
        effects.put("lut-cube", "lut=" + tables.resolve("film.cube"));
        effects.put("lut-hald", "lut=" + tables.resolve("hald.png") + ",strength=0.7");
        effects.put("color", "color=contrast=1.15,saturation=1.3,temperature=0.4,gamma=1.15");
        effects.put("sharpen", "sharpen=1");
        effects.put("crop", "crop=200,40,200,40");
        effects.put("mask", "mask=" + tables.resolve("photograph.png"));
        effects.put("scroll", "scroll=300,0");
        try (FramePool pool = new FramePool();
                Portrait portrait = new Portrait(pool)) {
            for (Map.Entry<String, String> effect : effects.entrySet()) {
                BufferedImage picture = new BufferedImage(2 * WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
                try (FilterChain chain = FilterChain.create(List.of(FilterSpec.parse(effect.getValue())), GpuMode.OFF);
                        VideoFrame before = portrait.frame(30);
                        VideoFrame input = portrait.frame(0)) {
                    chain.apply(input.retain()).close(); // what moves begins with it
                    draw(picture, before, 0);
                    try (VideoFrame after = chain.apply(portrait.frame(30))) {
                        draw(picture, after, WIDTH);
                    }
                }
                write(picture, folder.resolve(effect.getKey() + ".jpg"));
            }
        }
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
