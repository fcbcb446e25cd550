package io.rostrum.server.channel;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.channel.Channel.About;
import io.rostrum.server.channel.Channel.Link;
import io.rostrum.server.markdown.Markdown;
import io.rostrum.server.markdown.Markup;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The API's view of channels, as `openapi.yaml` describes it.
final class ChannelJson {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private ChannelJson() {}

    record View(
            String stream,
            String title,
            String description,
            JsonArray about,
            List<String> tags,
            List<Link> links,
            String language,
            String accent,
            @Nullable Theme theme,
            String visibility,
            @Nullable String picture) {}

    /// What an open page is told.
    ///
    /// @param schedule changes when what is planned does
    record Event(boolean live, @Nullable String lastLive, View channel, long schedule) {}

    record Card(
            String stream,
            String title,
            List<String> tags,
            String language,
            boolean live,
            @Nullable String lastLive,
            @Nullable String picture,
            String watchers) {}

    record CardList(List<Card> channels) {}

    record Own(
            String stream,
            String title,
            String visibility,
            @Nullable String owner,
            boolean live,
            @Nullable String lastLive,
            @Nullable String picture,
            String watchers) {}

    record OwnList(boolean mayCreate, boolean mayAssign, List<Own> channels, List<String> undescribed) {}

    record Text(@Nullable String text) {}

    record Rendered(JsonArray about) {}

    static String one(Channel channel) {
        return GSON.toJson(view(channel));
    }

    private static View view(Channel channel) {
        About about = channel.about();
        return new View(
                channel.stream().value(),
                about.title(),
                about.description(),
                Markup.json(Markdown.parse(about.description())),
                about.tags(),
                about.links(),
                about.language(),
                about.accent(),
                about.accent().isEmpty() ? null : Theme.of(about.accent()),
                about.visibility().text(),
                picture(channel));
    }

    static String event(Channel channel, boolean live, long schedule) {
        return GSON.toJson(new Event(live, lastLive(channel), view(channel), schedule));
    }

    /// {@return those that may be listed: first those that are live, then those that were so lately}
    static String cards(
            List<Channel> channels, Predicate<Channel> isLive, Function<StreamName, String> watchers, int most) {
        return GSON.toJson(new CardList(channels.stream()
                .sorted(Comparator.<Channel, Boolean>comparing(isLive::test)
                        .thenComparing(channel -> channel.lastLive().orElse(Instant.EPOCH))
                        .reversed()
                        .thenComparing(Channel::stream))
                .limit(most)
                .map(channel -> new Card(
                        channel.stream().value(),
                        channel.shownTitle(),
                        channel.about().tags(),
                        channel.about().language(),
                        isLive.test(channel),
                        lastLive(channel),
                        picture(channel),
                        watchers.apply(channel.stream())))
                .toList()));
    }

    static Own own(Channel channel, Map<String, String> accountNames, boolean live, String watchers) {
        return new Own(
                channel.stream().value(),
                channel.about().title(),
                channel.about().visibility().text(),
                channel.ownerId().map(accountNames::get).orElse(null),
                live,
                lastLive(channel),
                picture(channel),
                watchers);
    }

    static String json(Object view) {
        return GSON.toJson(view);
    }

    static <T> @Nullable T read(String json, Class<T> type) {
        return GSON.fromJson(json, type);
    }

    static Rendered rendered(String text) {
        return new Rendered(Markup.json(Markdown.parse(text)));
    }

    private static @Nullable String picture(Channel channel) {
        return channel.picture().map(name -> "/pictures/" + name).orElse(null);
    }

    private static @Nullable String lastLive(Channel channel) {
        return channel.lastLive().map(Instant::toString).orElse(null);
    }
}
