package io.rostrum.studio.input;

import io.rostrum.capture.source.web.PageSettings;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Makes the web pages of what a [SourceSpec] says. Every refusal is an [IllegalArgumentException] in
/// words for the user.
public final class WebPages {
    private static final PictureSize ANY_SIZE = new PictureSize(1280, 720);
    private static final Rational ANY_RATE = new Rational(30, 1);
    private static final int MOST_PICTURES = 60;

    private WebPages() {}

    /// {@return the page and how it is shown}
    ///
    /// @param canvas size where nothing is said
    /// @param rate   where nothing is said
    public static PageSettings of(SourceSpec spec, PictureSize canvas, Rational rate) {
        return new PageSettings(
                PageSettings.address(spec.body()),
                spec.option("size").map(WebPages::size).orElse(canvas),
                spec.option("fps").map(WebPages::rate).orElse(rate),
                spec.option("css").orElse(PageSettings.USUAL_CSS),
                yes(spec, "rest"),
                yes(spec, "reload"));
    }

    /// Refuses what is no page.
    public static void check(SourceSpec spec) {
        of(spec, ANY_SIZE, ANY_RATE);
    }

    /// {@return the file that a page is in; empty for one of the network}
    public static Optional<Path> file(SourceSpec spec) {
        try {
            URI address = PageSettings.address(spec.body());
            return "file".equals(address.getScheme()) ? Optional.of(PageSettings.file(address)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// {@return what nobody else may know of the address that a source names; empty where there is
    /// nothing}
    public static Optional<String> secret(String input) {
        try {
            return SourceSpec.read(input)
                    .filter(spec -> spec.kind() == DrawnKind.WEB)
                    .map(spec -> PageSettings.secret(PageSettings.address(spec.body())))
                    .filter(secret -> !secret.isEmpty());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static PictureSize size(String said) {
        try {
            return PictureSize.parse(said);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "web size: " + said + " (expected: width and height in pixels, such as 1280x720)", e);
        }
    }

    private static Rational rate(String said) {
        try {
            Rational rate = Rational.parse(said);
            if (rate.numerator() >= rate.denominator() && rate.numerator() <= MOST_PICTURES * rate.denominator()) {
                return rate;
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw new IllegalArgumentException(
                "web fps: " + said + " (expected: pictures a second, 1 to " + MOST_PICTURES + ")");
    }

    private static boolean yes(SourceSpec spec, String option) {
        String said = spec.option(option).orElse("no");
        return switch (said) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new IllegalArgumentException("web " + option + ": " + said + " (expected: yes or no)");
        };
    }
}
