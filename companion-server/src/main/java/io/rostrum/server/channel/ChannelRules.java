package io.rostrum.server.channel;

import io.rostrum.server.channel.Channel.About;
import io.rostrum.server.channel.Channel.Link;
import io.rostrum.server.channel.Channel.Visibility;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What may be written about a channel. Collects an objection for each field that does not pass, so that whoever fills
/// a form learns of all of them at once; confined to one thread.
final class ChannelRules {
    static final int MAX_TITLE = 120;
    static final int MAX_DESCRIPTION = 5_000;
    static final int MAX_TAGS = 10;
    static final int MAX_TAG = 32;
    static final int MAX_LINKS = 10;
    static final int MAX_LABEL = 40;
    static final int MAX_URL = 500;
    private static final int MAX_LANGUAGE = 35; // RFC 5646 §4.4.1

    private static final Pattern ACCENT = Pattern.compile("#[0-9a-f]{6}");

    private final List<String> objections = new ArrayList<>();

    /// What somebody wants; what is null stays as it is.
    record Wanted(
            @Nullable String title,
            @Nullable String description,
            @Nullable List<@Nullable String> tags,
            @Nullable List<@Nullable WantedLink> links,
            @Nullable String language,
            @Nullable String accent,
            @Nullable String visibility,
            @Nullable String owner) {}

    record WantedLink(@Nullable String label, @Nullable String url) {}

    /// {@return one line for each field that does not pass: `field: what it is (expected: condition).`}
    List<String> objections() {
        return List.copyOf(objections);
    }

    /// {@return `before` with what is wanted and passes}
    About apply(About before, Wanted wanted) {
        return new About(
                wanted.title() == null ? before.title() : line("title", wanted.title(), MAX_TITLE),
                wanted.description() == null ? before.description() : description(wanted.description()),
                wanted.tags() == null ? before.tags() : tags(wanted.tags()),
                wanted.links() == null ? before.links() : links(wanted.links()),
                wanted.language() == null ? before.language() : language(wanted.language()),
                wanted.accent() == null ? before.accent() : accent(wanted.accent()),
                wanted.visibility() == null ? before.visibility() : visibility(wanted.visibility()));
    }

    private void object(String field, String what, String expected) {
        objections.add(field + ": " + what + " (expected: " + expected + ").");
    }

    /// {@return the text in normal form (NFC), without what is not seen around it}
    private String line(String field, String text, int most) {
        String line = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        int letters = line.codePointCount(0, line.length());
        if (letters > most) {
            object(field, letters + " letters", "at most " + most);
        } else if (line.codePoints().anyMatch(ChannelRules::isInvisible)) {
            object(field, "has control characters", "letters that are seen, in one line");
        }
        return line;
    }

    /// What changes the direction of what follows, or ends a line, is none; what joins letters and emoji may be.
    private static boolean isInvisible(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT -> letter != 0x200C && letter != 0x200D && !isTag(letter);
            default -> false;
        };
    }

    /// Letters of flags (Unicode TR 51, §C.1).
    private static boolean isTag(int letter) {
        return letter >= 0xE0020 && letter <= 0xE007F;
    }

    private String description(String text) {
        String lines = Normalizer.normalize(text, Normalizer.Form.NFC)
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .strip();
        int letters = lines.codePointCount(0, lines.length());
        if (letters > MAX_DESCRIPTION) {
            object("description", letters + " letters", "at most " + MAX_DESCRIPTION);
        } else if (lines.codePoints().anyMatch(letter -> isInvisible(letter) && letter != '\n' && letter != '\t')) {
            object("description", "has control characters", "letters that are seen");
        }
        return lines;
    }

    private List<String> tags(List<@Nullable String> wanted) {
        List<String> tags = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String one : wanted) {
            String tag = line("tags", one == null ? "" : one, MAX_TAG);
            if (tag.contains(",")) {
                object("tags", "a comma in one", "none; each tag by itself");
            }
            if (!tag.isEmpty() && seen.add(tag.toLowerCase(Locale.ROOT))) {
                tags.add(tag);
            }
        }
        if (tags.size() > MAX_TAGS) {
            object("tags", tags.size() + " of them", "at most " + MAX_TAGS);
        }
        return tags;
    }

    private List<Link> links(List<@Nullable WantedLink> wanted) {
        List<Link> links = new ArrayList<>();
        for (WantedLink one : wanted) {
            String label = line("links", one == null || one.label() == null ? "" : one.label(), MAX_LABEL);
            String url = one == null || one.url() == null ? "" : one.url().strip();
            if (label.isEmpty()) {
                object("links", "a link without a label", "1 to " + MAX_LABEL + " letters");
            }
            if (!isHttps(url)) {
                object("links", "an address that cannot be used", "https://…, at most " + MAX_URL + " letters");
            }
            links.add(new Link(label, url));
        }
        if (links.size() > MAX_LINKS) {
            object("links", links.size() + " of them", "at most " + MAX_LINKS);
        }
        return links;
    }

    private static boolean isHttps(String url) {
        try {
            URI uri = new URI(url);
            return url.length() <= MAX_URL
                    && "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private String language(String tag) {
        try {
            String language =
                    new Locale.Builder().setLanguageTag(tag.strip()).build().toLanguageTag();
            if (tag.isBlank()) {
                return "";
            }
            if (language.length() <= MAX_LANGUAGE && !language.equals("und")) {
                return language;
            }
        } catch (IllformedLocaleException e) {
            // said below
        }
        object("language", "not known", "a tag of BCP 47 such as en or pt-BR, or nothing");
        return "";
    }

    private String accent(String colour) {
        String accent = colour.strip().toLowerCase(Locale.ROOT);
        if (!accent.isEmpty() && !ACCENT.matcher(accent).matches()) {
            object("accent", "no colour", "#rrggbb, or nothing");
        }
        return accent;
    }

    private Visibility visibility(String name) {
        for (Visibility visibility : Visibility.values()) {
            if (visibility.text().equals(name)) {
                return visibility;
            }
        }
        object("visibility", "not known", "public or unlisted");
        return Visibility.PUBLIC;
    }
}
