package io.rostrum.installer.setup.window;

import java.awt.Dimension;
import javax.swing.JLabel;

/// One page: a title, a sentence or none, and what belongs to it.
abstract class PagePanel extends Column {
    private static final long serialVersionUID = 1L;

    final transient SetupModel model;

    PagePanel(SetupModel model, String title, String sentence) {
        this.model = model;
        setBorder(Look.space(24, 32, 12, 32));
        setPreferredSize(new Dimension(Look.px(Look.CONTENT_WIDTH + 64), Look.px(Look.CONTENT_HEIGHT)));
        add(0, Look.large(new JLabel(title)));
        if (!sentence.isEmpty()) {
            add(6, Look.quiet(text(sentence)));
        }
    }

    static WrappedText text(String words) {
        return new WrappedText(words, Look.CONTENT_WIDTH);
    }

    /// Shows the model as it is now. Called after each change while this page is shown.
    abstract void refresh();
}
