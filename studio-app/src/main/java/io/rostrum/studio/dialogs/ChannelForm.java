package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.channel.ChannelApi.About;
import io.rostrum.studio.channel.ChannelApi.Link;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What somebody has typed about a stream, with the limits that the server has.
///
/// @param tags  with commas between
/// @param links a line for each: a name, a blank, an address
record ChannelForm(String title, String description, String tags, String links) {
    private static final int MOST_TITLE = 120;
    private static final int MOST_DESCRIPTION = 5_000;
    private static final int MOST_TAGS = 10;
    private static final int MOST_TAG = 32;
    private static final int MOST_LINKS = 10;
    private static final int MOST_LABEL = 40;

    static String tags(List<String> tags) {
        return String.join(", ", tags);
    }

    static String links(List<Link> links) {
        return links.stream().map(link -> link.label() + " " + link.url()).collect(Collectors.joining("\n"));
    }

    private static int letters(String text) {
        return text.codePointCount(0, text.length());
    }

    private List<String> tagList() {
        return Arrays.stream(tags.split(",", -1))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .distinct()
                .toList();
    }

    private List<Link> linkList() {
        return links.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> {
                    int blank = line.lastIndexOf(' ');
                    return new Link(blank < 0 ? "" : line.substring(0, blank).strip(), line.substring(blank + 1));
                })
                .toList();
    }

    /// {@return what the server would object to, by the name of the field}
    Map<String, String> troubles() {
        Map<String, String> troubles = new LinkedHashMap<>();
        if (letters(title.strip()) > MOST_TITLE) {
            troubles.put(
                    "title", tr("That is too long: {0} letters, {1} at most.", letters(title.strip()), MOST_TITLE));
        }
        if (letters(description.strip()) > MOST_DESCRIPTION) {
            troubles.put(
                    "description",
                    tr("That is too long: {0} letters, {1} at most.", letters(description.strip()), MOST_DESCRIPTION));
        }
        List<String> each = tagList();
        if (each.size() > MOST_TAGS) {
            troubles.put("tags", tr("Those are {0}; {1} at most.", each.size(), MOST_TAGS));
        }
        each.stream()
                .filter(tag -> letters(tag) > MOST_TAG)
                .findFirst()
                .ifPresent(tag -> troubles.put("tags", tr("“{0}” is too long: {1} letters at most.", tag, MOST_TAG)));
        List<Link> all = linkList();
        if (all.size() > MOST_LINKS) {
            troubles.put("links", tr("Those are {0}; {1} at most.", all.size(), MOST_LINKS));
        }
        for (Link link : all) {
            if (!isHttps(link.url())) {
                troubles.put("links", tr("“{0}” is no address with https://.", link.url()));
            } else if (link.label().isEmpty()) {
                troubles.put("links", tr("{0} needs a name before it.", link.url()));
            } else if (letters(link.label()) > MOST_LABEL) {
                troubles.put("links", tr("“{0}” is too long: {1} letters at most.", link.label(), MOST_LABEL));
            }
        }
        return troubles;
    }

    private static boolean isHttps(String url) {
        try {
            URI address = new URI(url);
            return "https".equalsIgnoreCase(address.getScheme()) && address.getHost() != null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    /// {@return to be saved; only where there are no troubles}
    About about() {
        return new About(title.strip(), description.strip(), tagList(), linkList());
    }
}
