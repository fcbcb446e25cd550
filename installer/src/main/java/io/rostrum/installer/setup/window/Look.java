package io.rostrum.installer.setup.window;

import com.formdev.flatlaf.FlatClientProperties;
import com.formdev.flatlaf.FlatDarkLaf;
import com.formdev.flatlaf.FlatLaf;
import com.formdev.flatlaf.FlatLightLaf;
import com.formdev.flatlaf.util.UIScale;
import io.rostrum.installer.setup.check.Verdict;
import java.awt.Color;
import java.awt.Font;
import java.util.Map;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.border.Border;

/// The wizard's measures, type and colours. Everything stands on a grid of 4 pixels; there are three sizes of type
/// and
/// two weights.
final class Look {
    static final int CONTENT_WIDTH = 560;
    static final int CONTENT_HEIGHT = 520;
    static final int RAIL_WIDTH = 212;

    /// White on it has a contrast of 6:1.
    private static final String ACCENT = "#3b5bdb";

    private static final float SMALL = 12f;
    private static final float NORMAL = 13.5f;
    private static final float LARGE = 18f;

    private Look() {}

    /// Sets the look of all windows to come.
    static void install(boolean dark) {
        FlatLaf.setGlobalExtraDefaults(Map.of("@accentColor", ACCENT));
        if (dark) {
            FlatDarkLaf.setup();
        } else {
            FlatLightLaf.setup();
        }
    }

    /// {@return device pixels for pixels of the design}
    static int px(int pixels) {
        return UIScale.scale(pixels);
    }

    static Border space(int top, int left, int bottom, int right) {
        return BorderFactory.createEmptyBorder(px(top), px(left), px(bottom), px(right));
    }

    static <T extends JComponent> T small(T component) {
        return sized(component, SMALL, Font.PLAIN);
    }

    static <T extends JComponent> T normal(T component) {
        return sized(component, NORMAL, Font.PLAIN);
    }

    static <T extends JComponent> T strong(T component) {
        return sized(component, NORMAL, Font.BOLD);
    }

    static <T extends JComponent> T large(T component) {
        return sized(component, LARGE, Font.BOLD);
    }

    private static <T extends JComponent> T sized(T component, float size, int style) {
        component.setFont(component.getFont().deriveFont(style, UIScale.scale(size)));
        return component;
    }

    static <T extends JComponent> T quiet(T component) {
        component.setForeground(quiet());
        return component;
    }

    /// {@return a label of a field, above it}
    static JLabel label(String text, JComponent field) {
        JLabel label = strong(new JLabel(text));
        label.setLabelFor(field);
        field.getAccessibleContext().setAccessibleName(text);
        return label;
    }

    /// {@return the button of the step that leads on, also while it is the window's default}
    static JButton primary(JButton button) {
        String plain = "background: " + ACCENT + "; foreground: #ffffff; focusedBackground: " + ACCENT
                + "; hoverBackground: #3451c4; pressedBackground: #2d47ad; borderColor: " + ACCENT
                + "; hoverBorderColor: #3451c4; focusedBorderColor: #3451c4";
        StringBuilder both = new StringBuilder(plain);
        for (String setting : plain.split("; ", -1)) {
            both.append("; default.").append(setting);
        }
        button.putClientProperty(FlatClientProperties.STYLE, both.toString());
        return button;
    }

    static boolean isDark() {
        return FlatLaf.isLafDark();
    }

    static Color quiet() {
        return isDark() ? new Color(0xB8BCC4) : new Color(0x5A5F6A);
    }

    static Color rail() {
        return isDark() ? new Color(0x2B2E3A) : new Color(0xEDF0F9);
    }

    static Color line() {
        return isDark() ? new Color(0x4D5160) : new Color(0xD5D9E4);
    }

    static Color card() {
        return isDark() ? new Color(0x44474E) : Color.WHITE;
    }

    static Color accent() {
        return isDark() ? new Color(0x93A8FF) : new Color(0x3B5BDB);
    }

    /// {@return the colour of a verdict; a shape always stands beside it}
    static Color of(Verdict.Level level) {
        return switch (level) {
            case GOOD -> isDark() ? new Color(0x6CCF8E) : new Color(0x1E7F42);
            case NOTE -> isDark() ? new Color(0xFFC266) : new Color(0x8F5A00);
            case PROBLEM -> isDark() ? new Color(0xFF9A94) : new Color(0xB3261E);
        };
    }
}
