package io.rostrum.installer.setup.window;

import io.rostrum.installer.icon.Mark;
import io.rostrum.installer.setup.check.Verdict;
import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.List;
import javax.swing.Icon;
import javax.swing.ImageIcon;
import javax.swing.JLabel;
import javax.swing.JPanel;

/// The pages at the left: done, shown now, to come.
final class StepRail extends JPanel {
    private static final long serialVersionUID = 1L;

    private final transient SetupModel model;
    private final Column steps = new Column();

    StepRail(SetupModel model) {
        super(new BorderLayout());
        this.model = model;
        setBackground(Look.rail());
        setBorder(Look.space(24, 20, 20, 16));
        setPreferredSize(new Dimension(Look.px(Look.RAIL_WIDTH), 0));
        JLabel name = Look.large(new JLabel("Rostrum", new ImageIcon(Mark.picture(Look.px(32))), JLabel.LEADING));
        name.setIconTextGap(Look.px(10));
        Column top = new Column();
        top.add(0, name);
        top.add(28, steps);
        add(top, BorderLayout.NORTH);
        add(Look.quiet(Look.small(new JLabel("Version " + model.image().version()))), BorderLayout.SOUTH);
        refresh();
    }

    void refresh() {
        steps.removeAll();
        List<Page> pages = model.pages();
        int now = pages.indexOf(model.page());
        for (int i = 0; i < pages.size(); i++) {
            boolean done = i < now || model.work() instanceof WorkState.Done;
            JLabel label = i == now
                    ? Look.strong(new JLabel(pages.get(i).title()))
                    : Look.normal(new JLabel(pages.get(i).title()));
            label.setIcon(done ? new LevelIcon(Verdict.Level.GOOD) : new NumberIcon(i + 1, i == now));
            label.setIconTextGap(Look.px(10));
            label.setForeground(i == now ? getForeground() : Look.quiet());
            String state = done ? "done" : i == now ? "shown now" : "to come";
            label.getAccessibleContext().setAccessibleDescription(state);
            steps.add(i == 0 ? 0 : 14, label);
        }
        revalidate();
        repaint();
    }

    /// A number in a ring; filled for the page that is shown.
    private record NumberIcon(int number, boolean now) implements Icon {
        private static final int PIXELS = 16;

        @Override
        public void paintIcon(Component on, Graphics graphics, int x, int y) {
            Graphics2D pen = (Graphics2D) graphics.create();
            pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            int size = Look.px(PIXELS);
            pen.setColor(now ? Look.accent() : Look.quiet());
            if (now) {
                pen.fillOval(x, y, size - 1, size - 1);
                pen.setColor(Look.isDark() ? new Color(0x22252B) : Color.WHITE);
            } else {
                pen.drawOval(x, y, size - 1, size - 1);
            }
            pen.setFont(on.getFont().deriveFont(Look.px(10) * 1f));
            String text = Integer.toString(number);
            var metrics = pen.getFontMetrics();
            int left = x + (size - metrics.stringWidth(text)) / 2;
            pen.drawString(text, left, y + (size + metrics.getAscent() - metrics.getDescent()) / 2 - 1);
            pen.dispose();
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
}
