package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.input.DrawnKind;
import io.rostrum.studio.input.SourceSpec;
import io.rostrum.studio.input.VideoInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is said of a drawn source in its [DrawnForm], and which field of it is wrong.
final class DrawnDraft {
    private static final Pattern EXPECTED = Pattern.compile("\\(expected: (.*)\\)$", Pattern.DOTALL);
    private static final int NAME_LETTERS = 24;

    private final Map<String, Field> options = new LinkedHashMap<>();
    private final List<Body> bodies = new ArrayList<>();
    private SourceSpec spec;

    /// A field of what is shown.
    ///
    /// @param counts whether this one is it: the other one of a text in a file does not count
    private record Body(Field field, Supplier<String> text, BooleanSupplier counts) {}

    DrawnDraft(SourceSpec first) {
        spec = first;
    }

    SourceSpec spec() {
        return spec;
    }

    /// Says something, or nothing any more where it is blank.
    void set(String option, String value) {
        spec = spec.with(option, value);
    }

    /// {@return the field, told from now on what is wrong with an option}
    Field option(String option, Field field) {
        options.put(option, field);
        return field;
    }

    /// {@return the field, told from now on what is wrong with what is shown}
    Field body(Field field, Supplier<String> text, BooleanSupplier counts) {
        bodies.add(new Body(field, text, counts));
        return field;
    }

    /// Reads what is shown, and says at each field what is wrong with it.
    void check() {
        for (Body body : bodies) {
            if (body.counts().getAsBoolean()) {
                spec = spec.withBody(body.text().get());
                boolean blank = spec.body().isBlank();
                body.field().trouble(blank ? Optional.empty() : trouble(bare()));
            }
        }
        SourceSpec whole = spec;
        options.forEach((option, field) -> field.trouble(whole.option(option)
                .flatMap(value -> trouble(valid(whole.kind()).with(option, value)))));
    }

    /// {@return this with nothing said but where its text is}
    private SourceSpec bare() {
        SourceSpec bare = new SourceSpec(spec.kind(), Map.of(), spec.body());
        return spec.option("from").map(from -> bare.with("from", from)).orElse(bare);
    }

    private static SourceSpec valid(DrawnKind kind) {
        return new SourceSpec(
                kind,
                Map.of(),
                switch (kind) {
                    case TEXT -> "a";
                    case COLOR -> "#000000";
                    case CLOCK -> "HH";
                    case COUNTDOWN -> "1m";
                    case SLIDESHOW, PLAYLIST, PDF -> "/";
                    case WEB -> "http://a/";
                });
    }

    private static Optional<String> trouble(SourceSpec spec) {
        try {
            VideoInput.check(spec);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            Matcher expected = EXPECTED.matcher(String.valueOf(e.getMessage()));
            return Optional.of(
                    expected.find() ? tr("Expected: {0}.", said(expected.group(1))) : tr("That is not understood."));
        }
    }

    /// {@return as `--video` names it; empty while something is wrong or missing}
    Optional<String> input() {
        return !spec.body().isBlank() && trouble(spec).isEmpty() ? Optional.of(spec.toString()) : Optional.empty();
    }

    /// {@return a name for a new source of it}
    String name() {
        boolean words = spec.kind() == DrawnKind.TEXT && spec.option("from").isEmpty();
        if (!words) {
            return tr(SourceCategory.of(spec.kind()).label());
        }
        String line = spec.body().strip().lines().findFirst().orElse("").strip();
        int most = line.offsetByCodePoints(0, Math.min(NAME_LETTERS, line.codePointCount(0, line.length())));
        return most < line.length() ? line.substring(0, most).strip() + "…" : line;
    }
}
