package io.rostrum.server.channel;

import io.rostrum.server.channel.Channel.About;
import io.rostrum.server.channel.Channel.Link;
import io.rostrum.server.channel.Channel.Visibility;
import java.net.URI;
import java.net.URISyntaxException;
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

    private final Objections objections = new Objections();

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
        return objections.lines();
    }

    /// {@return `before` with what is wanted and passes}
    About apply(About before, Wanted wanted) {
        return new About(
                wanted.title() == null ? before.title() : objections.line("title", wanted.title(), MAX_TITLE),
                wanted.description() == null
                        ? before.description()
                        : objections.text("description", wanted.description(), MAX_DESCRIPTION),
                wanted.tags() == null ? before.tags() : tags(wanted.tags()),
                wanted.links() == null ? before.links() : links(wanted.links()),
                wanted.language() == null ? before.language() : language(wanted.language()),
                wanted.accent() == null ? before.accent() : accent(wanted.accent()),
                wanted.visibility() == null ? before.visibility() : visibility(wanted.visibility()));
    }

    private List<String> tags(List<@Nullable String> wanted) {
        List<String> tags = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String one : wanted) {
            String tag = objections.line("tags", one == null ? "" : one, MAX_TAG);
            if (tag.contains(",")) {
                objections.add("tags", "a comma in one", "none; each tag by itself");
            }
            if (!tag.isEmpty() && seen.add(tag.toLowerCase(Locale.ROOT))) {
                tags.add(tag);
            }
        }
        if (tags.size() > MAX_TAGS) {
            objections.add("tags", tags.size() + " of them", "at most " + MAX_TAGS);
        }
        return tags;
    }

    private List<Link> links(List<@Nullable WantedLink> wanted) {
        List<Link> links = new ArrayList<>();
        for (WantedLink one : wanted) {
            String label = objections.line("links", one == null || one.label() == null ? "" : one.label(), MAX_LABEL);
            String url = one == null || one.url() == null ? "" : one.url().strip();
            if (label.isEmpty()) {
                objections.add("links", "a link without a label", "1 to " + MAX_LABEL + " letters");
            }
            if (!isHttps(url)) {
                objections.add("links", "an address that cannot be used", "https://…, at most " + MAX_URL + " letters");
            }
            links.add(new Link(label, url));
        }
        if (links.size() > MAX_LINKS) {
            objections.add("links", links.size() + " of them", "at most " + MAX_LINKS);
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
        if (tag.isBlank()) {
            return "";
        }
        try {
            String language =
                    new Locale.Builder().setLanguageTag(tag.strip()).build().toLanguageTag();
            if (language.length() <= MAX_LANGUAGE && !language.equals("und")) {
                return language;
            }
        } catch (IllformedLocaleException e) {
            // said below
        }
        objections.add("language", "not known", "a tag of BCP 47 such as en or pt-BR, or nothing");
        return "";
    }

    private String accent(String colour) {
        String accent = colour.strip().toLowerCase(Locale.ROOT);
        if (!accent.isEmpty() && !ACCENT.matcher(accent).matches()) {
            objections.add("accent", "no colour", "#rrggbb, or nothing");
        }
        return accent;
    }

    private Visibility visibility(String name) {
        for (Visibility visibility : Visibility.values()) {
            if (visibility.text().equals(name)) {
                return visibility;
            }
        }
        objections.add("visibility", "not known", "public or unlisted");
        return Visibility.PUBLIC;
    }
}
