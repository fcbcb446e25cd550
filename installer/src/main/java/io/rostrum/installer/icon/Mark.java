package io.rostrum.installer.icon;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/// The mark: a speaker's desk that sends, on a tile. All shapes are on a grid of 64.
public final class Mark {
    private static final double GRID = 64;
    private static final Color TILE = new Color(0x2C3C8C);
    private static final Color DESK = new Color(0xFFFFFF);
    private static final Color SIGNAL = new Color(0xFFB547);

    /// A shape and its colour.
    private record Filled(Shape shape, Color color) {}

    private Mark() {}

    private static List<Filled> parts() {
        Path2D desk = new Path2D.Double();
        desk.moveTo(15, 36);
        desk.lineTo(49, 36);
        desk.lineTo(45, 43);
        desk.lineTo(35, 43);
        desk.lineTo(35, 49);
        desk.lineTo(42, 49);
        desk.lineTo(42, 53);
        desk.lineTo(22, 53);
        desk.lineTo(22, 49);
        desk.lineTo(29, 49);
        desk.lineTo(29, 43);
        desk.lineTo(19, 43);
        desk.closePath();
        return List.of(
                new Filled(new RoundRectangle2D.Double(0, 0, GRID, GRID, 28, 28), TILE),
                new Filled(desk, DESK),
                new Filled(new Ellipse2D.Double(28.5, 22.5, 7, 7), SIGNAL),
                new Filled(waves(9.5, 12.5), SIGNAL),
                new Filled(waves(16, 19), SIGNAL));
    }

    /// {@return one arc to the left and one to the right of the sending point}
    private static Shape waves(double inner, double outer) {
        Area ring = new Area(circle(outer));
        ring.subtract(new Area(circle(inner)));
        Area both = new Area();
        for (double start : new double[] {-38, 142}) {
            Area half = new Area(new Arc2D.Double(32 - GRID, 26 - GRID, 2 * GRID, 2 * GRID, start, 76, Arc2D.PIE));
            half.intersect(ring);
            both.add(half);
        }
        both.intersect(new Area(new Rectangle2D.Double(0, 0, GRID, 35)));
        return both;
    }

    private static Shape circle(double radius) {
        return new Ellipse2D.Double(32 - radius, 26 - radius, 2 * radius, 2 * radius);
    }

    /// {@return the mark with transparent corners}
    ///
    /// @param pixels width and height
    public static BufferedImage picture(int pixels) {
        BufferedImage picture = new BufferedImage(pixels, pixels, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.transform(AffineTransform.getScaleInstance(pixels / GRID, pixels / GRID));
        for (Filled part : parts()) {
            pen.setColor(part.color());
            pen.fill(part.shape());
        }
        pen.dispose();
        return picture;
    }

    /// {@return the mark as an SVG document}
    static String svg() {
        StringBuilder out = new StringBuilder(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\">\n<title>Rostrum</title>\n");
        for (Filled part : parts()) {
            out.append("<path fill=\"#%06x\" d=\"".formatted(part.color().getRGB() & 0xFFFFFF));
            path(part.shape(), out);
            out.append("\"/>\n");
        }
        return out.append("</svg>\n").toString();
    }

    private static void path(Shape shape, StringBuilder out) {
        double[] points = new double[6];
        for (PathIterator path = shape.getPathIterator(null); !path.isDone(); path.next()) {
            switch (path.currentSegment(points)) {
                case PathIterator.SEG_MOVETO -> segment(out, 'M', points, 2);
                case PathIterator.SEG_LINETO -> segment(out, 'L', points, 2);
                case PathIterator.SEG_QUADTO -> segment(out, 'Q', points, 4);
                case PathIterator.SEG_CUBICTO -> segment(out, 'C', points, 6);
                case PathIterator.SEG_CLOSE -> out.append('Z');
                default -> throw new IllegalStateException("segment of a path: of no known kind");
            }
        }
    }

    private static void segment(StringBuilder out, char letter, double[] points, int count) {
        out.append(letter);
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "" : " ").append(String.format(Locale.ROOT, "%.2f", points[i]));
        }
    }
}
