package io.rostrum.studio.engine;

import io.rostrum.capture.media.PlayedMedia;
import io.rostrum.capture.scene.ProgrammeSink;
import io.rostrum.capture.session.Programme;
import io.rostrum.capture.session.ProgrammeCanvas;
import io.rostrum.capture.source.web.Chromium;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import io.rostrum.studio.engine.StudioSettings.SavedChannel;
import io.rostrum.studio.engine.StudioSettings.SavedSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// One programme with what is in it. Another size or rate is another arrangement.
final class Arrangement implements AutoCloseable {
    private final Programme programme;
    private final FilterList filters;
    private final LiveTransitions transitions;
    private final LiveSources sources;
    private final LiveChannels channels;
    private final SafeStart safe;
    private volatile Optional<LiveCanvas> second = Optional.empty();

    /// Who looks.
    ///
    /// @param edited sees the scene that is edited; in studio mode that is not the programme's
    /// @param onAir  sees the programme in studio mode
    /// @param others look at whatever they like
    record Views(ProgrammeSink edited, ProgrammeSink onAir, LiveViews others) {}

    /// @param setting size and rate
    /// @param whole   filters of the whole picture
    /// @param engine  runs what changes this
    /// @param sounds  told, on `engine`, the id of a new film whose sound a channel is to take
    /// @param views   who looks
    /// @param safe    what is not opened
    /// @param refused told, in sentences and on any thread, what is not done as it was wished
    /// @param failed  told, on `engine`, when the programme or an encoder cannot go on
    /// @param browser draws web pages; borrowed
    Arrangement(
            OutputSetting setting,
            List<FilterSetting> whole,
            Executor engine,
            Consumer<String> sounds,
            Views views,
            SafeStart safe,
            Consumer<String> refused,
            BiConsumer<Programme, Throwable> failed,
            Chromium browser) {
        this.safe = safe;
        PictureSize size = PictureSize.parse(setting.size());
        Rational rate = Rational.parse(setting.frameRate());
        filters = new FilterList(whole);
        programme = new Programme(
                size, rate, filters.filter(), cause -> engine.execute(() -> failed.accept(programme(), cause)));
        programme.govern(setting.governed());
        transitions = new LiveTransitions(programme, engine, refused);
        sources = new LiveSources(programme, size, rate, engine, sounds, views, safe, browser, transitions);
        channels = new LiveChannels(programme, engine, sources::media, safe);
        canvas(setting, /* used= */ false);
    }

    /// Makes the second canvas that is asked for, or none; what is shown on it is said by [#follow].
    ///
    /// @param used whether one that is there must stay as it is
    /// @return whether anything changed
    boolean canvas(OutputSetting setting, boolean used) {
        Optional<PictureSize> wanted = setting.second().on()
                ? Optional.of(PictureSize.parse(setting.second().size()))
                : Optional.empty();
        if (wanted.equals(second.map(LiveCanvas::size)) || (used && second.isPresent())) {
            return false;
        }
        second.ifPresent(before -> programme.removeCanvas(before.canvas()));
        second = wanted.map(size -> new LiveCanvas(programme, size, filters.settings()));
        sources.second(second.map(made -> made.canvas().scenes()));
        return true;
    }

    /// {@return the second canvas, while there is one}
    Optional<ProgrammeCanvas> second() {
        return second.map(LiveCanvas::canvas);
    }

    Optional<StudioSnapshot.SecondCanvas> secondView() {
        return second.map(LiveCanvas::view);
    }

    /// {@return whether the second canvas is seen and edited}
    boolean seesSecond(Showing showing) {
        return showing.second() && second.isPresent();
    }

    /// Sets the filters of the whole picture.
    void filter(List<FilterSetting> whole) {
        filters.set(whole);
        second.ifPresent(canvas -> canvas.filter(whole));
    }

    /// Opens what is not held back, and begins.
    void start(SceneCollection seen, Showing showing, List<SavedChannel> heard) {
        open(seen, showing, heard);
        programme.start();
    }

    /// Opens a source or a channel that was held back; a film with its sound.
    void open(String id) {
        channels.saved().stream()
                .filter(channel -> channel.id().equals(id))
                .findFirst()
                .ifPresentOrElse(safe::open, () -> safe.open(id));
        sources.openReleased();
        channels.openReleased();
    }

    /// Puts others in the place of all sources and channels; the programme goes on.
    void replace(SceneCollection seen, Showing showing, List<SavedChannel> heard) {
        channels.saved().forEach(channel -> channels.remove(channel.id()));
        open(seen, showing, heard);
    }

    private void open(SceneCollection seen, Showing showing, List<SavedChannel> heard) {
        sources.follow(
                seen,
                showing,
                source -> heard.stream().anyMatch(channel -> channel.input().equals(LiveChannels.OF_SOURCE + source)));
        heard.forEach(channels::add);
    }

    /// Opens, changes and closes what differs, and shows a scene as it is now. The channel of a film goes and comes
    /// back with it.
    ///
    /// @param away the channels that have gone with their films, by the films' ids
    void follow(SceneCollection seen, Showing showing, Map<String, SavedChannel> away) {
        Map<String, Optional<PlayedMedia>> films = new HashMap<>();
        sourcesHeard().forEach(film -> films.put(film, sources.media(film)));
        sources.follow(
                seen,
                showing,
                source -> away.containsKey(source) || channels.ofSource(source).isPresent());
        for (SavedChannel channel : channels.saved()) {
            if (channel.input().startsWith(LiveChannels.OF_SOURCE)) {
                String film = channel.input().substring(LiveChannels.OF_SOURCE.length());
                if (seen.source(film).isEmpty()) {
                    channels.remove(channel.id()).ifPresent(gone -> away.put(film, gone));
                }
            }
        }
        for (SavedSource source : seen.sources()) {
            SavedChannel back = away.remove(source.id());
            if (back != null) {
                channels.add(back);
            }
        }
        // one that has another file now, or was opened anew, is heard from that
        films.forEach((film, before) -> {
            if (seen.source(film).isPresent() && !before.equals(sources.media(film))) {
                channels.ofSource(film).flatMap(channels::remove).ifPresent(channels::add);
            }
        });
    }

    /// {@return ids of the sources that have a channel of their own}
    private List<String> sourcesHeard() {
        return channels.saved().stream()
                .map(SavedChannel::input)
                .filter(input -> input.startsWith(LiveChannels.OF_SOURCE))
                .map(input -> input.substring(LiveChannels.OF_SOURCE.length()))
                .toList();
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
        sources.close();
        transitions.close();
        programme.close();
    }
}
