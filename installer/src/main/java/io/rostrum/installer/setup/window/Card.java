package io.rostrum.installer.setup.window;

import java.awt.BasicStroke;
import java.awt.BorderLayout;
import java.awt.Cursor;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.RoundRectangle2D;
import javax.swing.JPanel;
import javax.swing.JToggleButton;

/// A choice with a name and a few words, on a tile that can be clicked anywhere.
final class Card extends JPanel {
    private static final long serialVersionUID = 1L;
    private static final int RADIUS = 6;

    private final JToggleButton button;

    /// @param button a check box or radio button; it stays the one that is asked and focused
    Card(JToggleButton button, String words) {
        super(new BorderLayout(0, Look.px(4)));
        this.button = button;
        setOpaque(false);
        setBorder(Look.space(12, 12, 12, 12));
        Look.strong(button);
        button.setOpaque(false);
        button.setIconTextGap(Look.px(8));
        button.getAccessibleContext().setAccessibleDescription(words);
        button.addChangeListener(_ -> repaint());
        add(button, BorderLayout.NORTH);
        WrappedText text = Look.quiet(new WrappedText(words, Look.CONTENT_WIDTH - 60));
        text.setBorder(Look.space(0, 28, 0, 0));
        add(text);
        setCursor(Cursor.getPredefinedCursor(Cursor.HAND_CURSOR));
        MouseAdapter click = new MouseAdapter() {
            @Override
            public void mouseClicked(MouseEvent event) {
                if (button.isEnabled()) {
                    button.doClick(0);
                }
            }
        };
        addMouseListener(click);
        text.addMouseListener(click);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        Graphics2D pen = (Graphics2D) graphics.create();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        boolean chosen = button.isSelected();
        double half = chosen ? Look.px(2) / 2.0 : 0.5;
        double arc = 2.0 * Look.px(RADIUS);
        RoundRectangle2D tile =
                new RoundRectangle2D.Double(half, half, getWidth() - 2 * half, getHeight() - 2 * half, arc, arc);
        pen.setColor(Look.card());
        pen.fill(tile);
        pen.setColor(chosen ? Look.accent() : Look.line());
        pen.setStroke(new BasicStroke(chosen ? Look.px(2) : 1));
        pen.draw(tile);
        pen.dispose();
        super.paintComponent(graphics);
    }
}
