package io.rostrum.capture.source.text;

import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.lang.Character.UnicodeScript;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The fonts of one text: the one that was asked for, and for what it has no letters of, others that have. Confined to
/// one thread.
final class TextFonts {
    private final Font wanted;
    private final Font system;
    private final boolean installed;
    private final String family;
    private final Map<Integer, Font> substitutes = new HashMap<>();
    private final Set<UnicodeScript> missing = new TreeSet<>();

    /// What is installed; looked for once, which takes a moment where there are many fonts.
    private static final class Installed {
        static final Set<String> FAMILIES = Stream.of(environment().getAvailableFontFamilyNames(Locale.ROOT))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        static final List<Font> FONTS = List.of(environment().getAllFonts());
        static final Map<Integer, Optional<Font>> WITH = new ConcurrentHashMap<>();

        private static GraphicsEnvironment environment() {
            return GraphicsEnvironment.getLocalGraphicsEnvironment();
        }
    }

    TextFonts(TextStyle style) {
        int form = (style.bold() ? Font.BOLD : 0) | (style.italic() ? Font.ITALIC : 0);
        family = style.font().strip();
        installed = family.isEmpty() || Installed.FAMILIES.contains(family.toLowerCase(Locale.ROOT));
        system = new Font(Font.SANS_SERIF, form, 1).deriveFont((float) style.size());
        wanted = family.isEmpty() || !installed ? system : new Font(family, form, 1).deriveFont((float) style.size());
    }

    /// {@return the families that are installed, for people to choose from}
    static List<String> families() {
        return List.of(Installed.environment().getAvailableFontFamilyNames(Locale.ROOT));
    }

    /// {@return the font that was asked for, or what stands in for it}
    Font wanted() {
        return wanted;
    }

    /// {@return a font that has the letters of one cluster, the one that was asked for if it can be}
    Font of(String cluster) {
        if (displays(wanted, cluster)) {
            return wanted;
        }
        if (displays(system, cluster)) {
            return system;
        }
        int letter = cluster.codePointAt(0);
        return substitutes.computeIfAbsent(letter, this::substitute);
    }

    private Font substitute(int letter) {
        Optional<Font> found = Installed.WITH.computeIfAbsent(
                letter,
                code -> Installed.FONTS.stream()
                        .filter(font -> font.canDisplay(code))
                        .findFirst());
        if (found.isEmpty()) {
            missing.add(UnicodeScript.of(letter));
        }
        return found.map(font -> font.deriveFont(wanted.getStyle(), wanted.getSize2D()))
                .orElse(wanted);
    }

    private static boolean displays(Font font, String cluster) {
        return cluster.codePoints().allMatch(code -> ignorable(code) || font.canDisplay(code));
    }

    /// {@return whether a character is never seen itself: joiners, signs for a form or a direction, controls}
    private static boolean ignorable(int code) {
        int type = Character.getType(code);
        return type == Character.FORMAT
                || type == Character.CONTROL
                || (code >= 0xFE00 && code <= 0xFE0F)
                || Character.isWhitespace(code);
    }

    /// {@return what is not as it was wished, in words for the user}
    Optional<String> trouble() {
        if (!installed) {
            return Optional.of("the font “" + family
                    + "” is not installed here, another one stands in; install it, or choose one that is");
        }
        if (!missing.isEmpty()) {
            String scripts = missing.stream().map(TextFonts::name).collect(Collectors.joining(", "));
            return Optional.of("no installed font has these letters: " + scripts
                    + "; install one, such as Noto Sans for that script");
        }
        return Optional.empty();
    }

    private static String name(UnicodeScript script) {
        String name = script.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return script == UnicodeScript.COMMON ? "signs" : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
