package io.rostrum.studio.engine;

import io.rostrum.capture.session.Programme;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import io.rostrum.studio.engine.StudioSettings.SavedChannel;
import io.rostrum.studio.engine.StudioSettings.SavedSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// One programme with what is in it. Another size or rate is another arrangement.
final class Arrangement implements AutoCloseable {
    private final Programme programme;
    private final FilterList filters;
    private final LiveSources sources;
    private final LiveChannels channels;
    private final Supplier<String> ids;

    /// @param setting size and rate
    /// @param whole   filters of the whole picture
    /// @param engine  runs what changes this
    /// @param ids     gives an id that nothing has yet
    /// @param failed  told, on `engine`, when the programme or an encoder cannot go on
    Arrangement(
            OutputSetting setting,
            List<FilterSetting> whole,
            Executor engine,
            Supplier<String> ids,
            BiConsumer<Programme, Throwable> failed) {
        this.ids = ids;
        PictureSize size = PictureSize.parse(setting.size());
        Rational rate = Rational.parse(setting.frameRate());
        filters = new FilterList(whole);
        programme = new Programme(
                size, rate, filters.filter(), cause -> engine.execute(() -> failed.accept(programme(), cause)));
        sources = new LiveSources(programme, size, rate, engine);
        channels = new LiveChannels(programme, engine, sources::media);
    }

    /// Opens everything and begins.
    void start(List<SavedSource> seen, List<SavedChannel> heard) {
        for (SavedSource source : seen) {
            String sound = LiveChannels.OF_SOURCE + source.id();
            boolean heardToo =
                    heard.stream().anyMatch(channel -> channel.input().equals(sound));
            // a film waits for all of its parts: without its channel its sound is none of them
            sources.add(source.withSound(source.sound() && heardToo), Integer.MAX_VALUE);
        }
        heard.forEach(channels::add);
        programme.start();
    }

    /// Shows a source above all others. A film that sounds brings its channel along.
    void addSource(String id, SourceSetting source) {
        Place place = source.input().startsWith("camera") && !sources.isEmpty() ? Place.BOTTOM_RIGHT : Place.WHOLE;
        sources.addNew(
                new SavedSource(
                        id, source.name(), source.input(), true, place, /* sound= */ false, List.of(), Map.of()),
                film -> channels.add(new SavedChannel(ids.get(), film.name(), LiveChannels.OF_SOURCE + film.id())));
    }

    /// Removes a source with its channel, or a channel alone.
    ///
    /// @return whether there was one of that id
    boolean remove(String id) {
        if (sources.remove(id)) {
            channels.ofSource(id).ifPresent(channels::remove);
            return true;
        }
        Optional<SavedChannel> channel = channels.remove(id);
        channel.map(SavedChannel::input)
                .filter(input -> input.startsWith(LiveChannels.OF_SOURCE))
                .ifPresent(input -> sources.silence(input.substring(LiveChannels.OF_SOURCE.length())));
        return channel.isPresent();
    }

    /// Renames a source or a channel.
    void rename(String id, String name) {
        if (!sources.change(id, source -> source.withName(name))) {
            channels.change(id, channel -> channel.withName(name));
        }
    }

    /// {@return whether it is what these settings ask for}
    boolean fits(OutputSetting setting) {
        return programme.size().equals(PictureSize.parse(setting.size()))
                && programme.frameRate().equals(Rational.parse(setting.frameRate()));
    }

    Programme programme() {
        return programme;
    }

    FilterList filters() {
        return filters;
    }

    LiveSources sources() {
        return sources;
    }

    LiveChannels channels() {
        return channels;
    }

    @Override
    public void close() {
        programme.close();
    }
}
