package io.rostrum.installer.setup.window;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Whether the desktop is dark. Java does not say, so the desktop's own settings are asked.
public final class SystemTheme {
    private static final long LIMIT_MILLIS = 1000;

    /// The newer setting first; the second is of desktops without it.
    private static final List<List<String>> QUESTIONS = List.of(
            List.of("gsettings", "get", "org.gnome.desktop.interface", "color-scheme"),
            List.of("gsettings", "get", "org.gnome.desktop.interface", "gtk-theme"),
            List.of("kreadconfig5", "--group", "General", "--key", "ColorScheme"));

    private SystemTheme() {}

    /// {@return whether the desktop is dark; false where it does not say}
    ///
    /// Blocks for a moment.
    public static boolean isDark() throws InterruptedException {
        String theme = System.getenv("GTK_THEME");
        if (theme != null) {
            return saysDark(theme);
        }
        for (List<String> question : QUESTIONS) {
            if (saysDark(answer(question))) {
                return true;
            }
        }
        return false;
    }

    static boolean saysDark(String answer) {
        return answer.toLowerCase(Locale.ROOT).contains("dark");
    }

    private static String answer(List<String> question) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(question)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(LIMIT_MILLIS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return "";
            }
            return new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
        } catch (IOException noSuchDesktop) {
            return "";
        }
    }
}
