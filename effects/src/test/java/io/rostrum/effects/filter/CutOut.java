package io.rostrum.effects.filter;

import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.Pictures;
import io.rostrum.effects.picture.VideoFrame;
import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;

/// The person of the portrait, cut out along an outline drawn by hand, moving before something else: pictures of
/// which it is known where the person is.
///
/// The photograph is enlarged so that the person reaches the lower edge, where the outline ends.
final class CutOut {
    static final int WIDTH = 1280;
    static final int HEIGHT = 720;
    /// Pixels of a picture for one of the photograph.
    private static final double ENLARGED = 2.15;

    private static final int NOISE = 3;
    private static final int GRAIN = 1 << 16;
    private static final int ALPHA = 24;

    private final BufferedImage person;
    private final int[] cut;
    private final int[] grain = new int[GRAIN];

    CutOut() throws IOException {
        BufferedImage photograph = Pixels.picture("astronaut.png");
        int side = (int) Math.round(photograph.getWidth() * ENLARGED);
        AffineTransform enlarge = AffineTransform.getScaleInstance(ENLARGED, ENLARGED);
        person = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB_PRE);
        Graphics2D graphics = person.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.fill(outline().createTransformedShape(enlarge));
        graphics.setComposite(AlphaComposite.SrcIn);
        graphics.drawImage(photograph, enlarge, null);
        graphics.dispose();
        cut = ((DataBufferInt) person.getRaster().getDataBuffer()).getData().clone();
        Random random = new Random(1969);
        for (int i = 0; i < GRAIN; i++) {
            grain[i] = random.nextInt(2 * NOISE + 1) - NOISE;
        }
    }

    /// {@return the outline, in pixels of the photograph}
    private static Path2D outline() throws IOException {
        Path2D path = new Path2D.Double();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(CutOut.class.getResourceAsStream("/media/outline.txt")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("#")) {
                    continue;
                }
                int space = line.indexOf(' ');
                double x = Double.parseDouble(line.substring(0, space));
                double y = Double.parseDouble(line.substring(space + 1));
                if (path.getCurrentPoint() == null) {
                    path.moveTo(x, y);
                } else {
                    path.lineTo(x, y);
                }
            }
        }
        path.closePath();
        return path;
    }

    /// {@return the person before a background, with the camera's noise}
    ///
    /// @param index the person sways from left to right and back within 60 pictures
    /// @param noise which of many
    VideoFrame frame(FramePool pool, BufferedImage background, int index, int noise) {
        BufferedImage picture = before(background, index);
        int[] pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
        Random random = new Random(noise);
        for (int y = 0; y < HEIGHT; y++) {
            int from = random.nextInt(GRAIN - 3 * WIDTH);
            for (int x = 0; x < WIDTH; x++) {
                int i = y * WIDTH + x;
                pixels[i] = noisy(pixels[i], 16, grain[from + 3 * x])
                        | noisy(pixels[i], 8, grain[from + 3 * x + 1])
                        | noisy(pixels[i], 0, grain[from + 3 * x + 2]);
            }
        }
        return Pictures.fromImage(pool, picture, index * 33_333_333L);
    }

    private static int noisy(int pixel, int shift, int grain) {
        return Math.clamp((pixel >> shift & 0xFF) + grain, 0, 255) << shift;
    }

    /// {@return the person before a background, as it is without noise}
    BufferedImage before(BufferedImage background, int index) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.drawImage(background, 0, 0, null);
        graphics.drawImage(person, left(index), top(index), null);
        graphics.dispose();
        return picture;
    }

    /// {@return how much of a pixel is the person's in the picture of this number, 0..255}
    int part(int index, int x, int y) {
        int inside = y - top(index);
        int across = x - left(index);
        return inside < 0 || across < 0 || across >= person.getWidth()
                ? 0
                : cut[inside * person.getWidth() + across] >>> ALPHA;
    }

    static int left(int index) {
        return 210 + (int) Math.round(150 * Math.sin(index * Math.PI / 30));
    }

    static int top(int index) {
        return 5 + (int) Math.round(15 * Math.sin(index * Math.PI / 17));
    }

    /// {@return a plain background}
    static BufferedImage wall(int rgb) {
        BufferedImage wall = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = wall.createGraphics();
        graphics.setColor(new Color(rgb));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.dispose();
        return wall;
    }

    /// {@return a room with a window and shelves of books}
    static BufferedImage room() {
        BufferedImage room = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = room.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, new Color(0x8A9AA0), WIDTH, HEIGHT, new Color(0x5D6258)));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.setPaint(new GradientPaint(0, 40, new Color(0xDCE9F5), 0, 380, new Color(0xA9C2D8)));
        graphics.fillRect(60, 50, 300, 330);
        graphics.setColor(new Color(0xE8E2D6));
        graphics.fillRect(200, 50, 14, 330);
        graphics.fillRect(60, 200, 300, 12);
        Random random = new Random(7);
        for (int y = 60; y < HEIGHT; y += 190) {
            graphics.setColor(new Color(0x5A4030));
            graphics.fillRect(760, y + 150, 500, 16);
            int x = 770;
            while (x < 1230) {
                int width = 14 + random.nextInt(24);
                int height = 90 + random.nextInt(55);
                graphics.setColor(Color.getHSBColor(random.nextFloat(), 0.5f, 0.25f + random.nextFloat() / 2));
                graphics.fillRect(x, y + 150 - height, width, height);
                x += width + 2;
            }
        }
        graphics.dispose();
        return room;
    }
}
