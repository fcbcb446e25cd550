package io.rostrum.studio.engine;

import io.rostrum.capture.session.Programme;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import io.rostrum.studio.engine.StudioSettings.SavedChannel;
import io.rostrum.studio.engine.StudioSettings.SavedSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/// One programme with what is in it. Another size or rate is another arrangement.
final class Arrangement implements AutoCloseable {
    private final Programme programme;
    private final FilterList filters;
    private final LiveSources sources;
    private final LiveChannels channels;

    /// @param setting size and rate
    /// @param whole   filters of the whole picture
    /// @param engine  runs what changes this
    /// @param failed  told, on `engine`, when the programme or an encoder cannot go on
    Arrangement(
            OutputSetting setting,
            List<FilterSetting> whole,
            Executor engine,
            BiConsumer<Programme, Throwable> failed) {
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
