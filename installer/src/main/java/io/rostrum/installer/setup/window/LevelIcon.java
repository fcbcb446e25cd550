package io.rostrum.installer.setup.window;

import io.rostrum.installer.setup.check.Verdict;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import javax.swing.Icon;

/// A tick, an exclamation mark or a cross in a disc, 16 pixels wide.
record LevelIcon(Verdict.Level level) implements Icon {
    private static final int PIXELS = 16;

    @Override
    public void paintIcon(Component on, Graphics graphics, int x, int y) {
        Graphics2D pen = (Graphics2D) graphics.create();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.translate(x, y);
        double scale = Look.px(PIXELS) / (double) PIXELS;
        pen.scale(scale, scale);
        pen.setColor(Look.of(level));
        pen.fill(new Ellipse2D.Double(0.5, 0.5, 15, 15));
        pen.setColor(Look.isDark() ? new Color(0x22252B) : Color.WHITE);
        pen.setStroke(new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.draw(sign());
        if (level == Verdict.Level.NOTE) {
            pen.fill(new Ellipse2D.Double(6.9, 10.8, 2.2, 2.2));
        }
        pen.dispose();
    }

    private Path2D sign() {
        Path2D path = new Path2D.Double();
        switch (level) {
            case GOOD -> {
                path.moveTo(4.6, 8.3);
                path.lineTo(7.1, 10.8);
                path.lineTo(11.5, 5.6);
            }
            case NOTE -> {
                path.moveTo(8, 4.2);
                path.lineTo(8, 8.8);
            }
            case PROBLEM -> {
                path.moveTo(5.4, 5.4);
                path.lineTo(10.6, 10.6);
                path.moveTo(10.6, 5.4);
                path.lineTo(5.4, 10.6);
            }
        }
        return path;
    }

    @Override
    public int getIconWidth() {
        return Look.px(PIXELS);
    }

    @Override
    public int getIconHeight() {
        return Look.px(PIXELS);
    }
}
