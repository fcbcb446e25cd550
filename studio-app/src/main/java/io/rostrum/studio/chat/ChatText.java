package io.rostrum.studio.chat;

import io.rostrum.capture.source.text.EmojiFont;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The parts of what somebody said. Stateless.
public final class ChatText {
    /// Links, and names behind an @.
    private static final Pattern SPECIAL = Pattern.compile(
            "(https?://[^\\s<>\"]+)|(@[\\p{L}\\p{N}\\p{M}._-]{2,32})", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern AFTER_SPECIAL = Pattern.compile("[).,!?;:'*\\]]+$");

    private ChatText() {}

    /// What a part is.
    public enum Kind {
        WORDS,
        /// An address of a page, which [#address] reads.
        LINK,
        /// A name behind an @.
        MENTION,
        /// The name of this studio behind an @.
        OWN,
        /// One emoji that is a picture rather than a letter.
        EMOJI
    }

    public record Part(Kind kind, String text) {}

    /// {@return the parts of a text, in order; together they are the text}
    ///
    /// @param nick what this studio is called in the chat
    public static List<Part> parts(String text, String nick) {
        List<Part> parts = new ArrayList<>();
        Matcher found = SPECIAL.matcher(text);
        int at = 0;
        while (found.find()) {
            String shown = AFTER_SPECIAL.matcher(found.group()).replaceFirst("");
            boolean link = found.group(1) != null;
            if (link && address(shown).isEmpty()) {
                continue;
            }
            words(text.substring(at, found.start()), parts);
            parts.add(new Part(link ? Kind.LINK : isOwn(shown, nick) ? Kind.OWN : Kind.MENTION, shown));
            at = found.start() + shown.length();
        }
        words(text.substring(at), parts);
        return parts;
    }

    /// {@return the page of a link; empty for what is none}
    public static Optional<URI> address(String link) {
        try {
            URI address = new URI(link);
            return address.getHost() == null ? Optional.empty() : Optional.of(address);
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    /// {@return whether a text speaks to this studio}
    public static boolean speaksTo(String text, String nick) {
        return parts(text, nick).stream().anyMatch(part -> part.kind() == Kind.OWN);
    }

    /// A device's name may have spaces, which a mention has not: the first word of it will do.
    private static boolean isOwn(String mention, String nick) {
        String name = nick.replaceFirst("\\s*\\(device\\)$", "");
        String first = name.split("\\s", 2)[0];
        String said = mention.substring(1);
        return !first.isEmpty() && (said.equalsIgnoreCase(first) || said.equalsIgnoreCase(name));
    }

    private static void words(String text, List<Part> parts) {
        if (text.isEmpty()) {
            return;
        }
        BreakIterator borders = BreakIterator.getCharacterInstance(Locale.ROOT);
        borders.setText(text);
        int plain = 0;
        int begin = borders.first();
        for (int end = borders.next(); end != BreakIterator.DONE; end = borders.next()) {
            String cluster = text.substring(begin, end);
            if (EmojiFont.wantsPicture(cluster)) {
                if (plain < begin) {
                    parts.add(new Part(Kind.WORDS, text.substring(plain, begin)));
                }
                parts.add(new Part(Kind.EMOJI, cluster));
                plain = end;
            }
            begin = end;
        }
        if (plain < text.length()) {
            parts.add(new Part(Kind.WORDS, text.substring(plain)));
        }
    }
}
