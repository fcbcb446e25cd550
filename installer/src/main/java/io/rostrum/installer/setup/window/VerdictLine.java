package io.rostrum.installer.setup.window;

import io.rostrum.installer.setup.check.Verdict;
import java.awt.BorderLayout;
import javax.swing.JLabel;
import javax.swing.JPanel;
import org.jspecify.annotations.Nullable;

/// What a check says of the field above, with its sign. Keeps the height of a line when there is nothing to say.
final class VerdictLine extends JPanel {
    private static final long serialVersionUID = 1L;
    private static final int SIGN_WIDTH = 22;

    private final JLabel sign = new JLabel();
    private final WrappedText words;

    /// @param width in pixels of the design
    VerdictLine(int width) {
        super(new BorderLayout(Look.px(6), 0));
        setOpaque(false);
        sign.setVerticalAlignment(JLabel.TOP);
        words = Look.small(new WrappedText(" ", width - SIGN_WIDTH));
        add(sign, BorderLayout.WEST);
        add(words);
    }

    void show(@Nullable Verdict verdict) {
        words.setText(verdict == null ? " " : verdict.words());
        sign.setIcon(verdict == null ? null : new LevelIcon(verdict.level()));
        words.setForeground(verdict == null || !verdict.isProblem() ? Look.quiet() : Look.of(Verdict.Level.PROBLEM));
        revalidate();
    }
}
