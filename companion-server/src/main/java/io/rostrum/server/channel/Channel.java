package io.rostrum.server.channel;

import io.rostrum.server.auth.StreamName;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a stream says of itself, whether it is live or not. Immutable.
///
/// @param about   what may be said of it
/// @param picture name of the file; empty for none
/// @param ownerId the account whose it is; empty for none
/// @param version grows with each change
/// @param lastLive when it was live last; empty for never
public record Channel(
        StreamName stream,
        About about,
        Optional<String> picture,
        Optional<String> ownerId,
        long version,
        Instant changedAt,
        Optional<Instant> lastLive) {
    /// Who gets to know of a channel.
    public enum Visibility {
        PUBLIC,
        /// Whoever has the address, but no list.
        UNLISTED;

        /// {@return its name in the API}
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// An address to go on to.
    ///
    /// @param url of `https:`
    public record Link(String label, String url) {}

    /// What people write about a channel, as [ChannelRules] lets it pass.
    ///
    /// @param title       empty for the stream's name
    /// @param description Markdown
    /// @param language    tag of BCP 47; empty for none
    /// @param accent      `#rrggbb`; empty for the server's own
    public record About(
            String title,
            String description,
            List<String> tags,
            List<Link> links,
            String language,
            String accent,
            Visibility visibility) {
        /// Of a channel that nobody has described.
        public static final About NOTHING = new About("", "", List.of(), List.of(), "", "", Visibility.PUBLIC);

        public About {
            tags = List.copyOf(tags);
            links = List.copyOf(links);
        }
    }

    /// {@return what stands over it}
    public String shownTitle() {
        return about.title().isEmpty() ? stream.value() : about.title();
    }

    public boolean isListed() {
        return about.visibility() == Visibility.PUBLIC;
    }

    /// {@return the channel of a stream that nobody has described}
    static Channel undescribed(StreamName stream) {
        return new Channel(
                stream, About.NOTHING, Optional.empty(), Optional.empty(), 0, Instant.EPOCH, Optional.empty());
    }

    Channel lastLive(Instant at) {
        return new Channel(stream, about, picture, ownerId, version, changedAt, Optional.of(at));
    }
}
