package io.rostrum.installer.setup.window;

import java.awt.Dimension;
import javax.swing.JTextArea;
import javax.swing.UIManager;
import javax.swing.text.DefaultCaret;

/// Words that break into lines at a width that is known beforehand, as a label cannot.
final class WrappedText extends JTextArea {
    private static final long serialVersionUID = 1L;

    private final int wrapAt;

    /// @param width in pixels of the design
    WrappedText(String text, int width) {
        super(text);
        this.wrapAt = Look.px(width);
        setLineWrap(true);
        setWrapStyleWord(true);
        setEditable(false);
        setFocusable(false);
        setOpaque(false);
        if (getCaret() instanceof DefaultCaret caret) {
            caret.setUpdatePolicy(DefaultCaret.NEVER_UPDATE); // or a list would scroll to what is shown last
        }
        setBorder(null);
        setMargin(null);
        setForeground(UIManager.getColor("Label.foreground"));
        setFont(UIManager.getFont("Label.font"));
        Look.normal(this);
    }

    @Override
    public Dimension getPreferredSize() {
        Dimension shown = getSize();
        setSize(wrapAt, Short.MAX_VALUE); // the height follows from the width that the text has
        int height = super.getPreferredSize().height;
        setSize(shown);
        return new Dimension(wrapAt, height);
    }

    @Override
    public Dimension getMaximumSize() {
        return getPreferredSize();
    }
}
