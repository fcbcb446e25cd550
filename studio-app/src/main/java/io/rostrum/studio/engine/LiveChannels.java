package io.rostrum.studio.engine;

import io.rostrum.capture.audio.AudioSource;
import io.rostrum.capture.audio.filter.SoundFilterChain;
import io.rostrum.capture.audio.filter.SoundFilterSpec;
import io.rostrum.capture.audio.meter.AudioLevel;
import io.rostrum.capture.audio.mixer.MixerInput;
import io.rostrum.capture.media.PlayedMedia;
import io.rostrum.capture.session.Programme;
import io.rostrum.capture.session.SoundChannel;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import io.rostrum.studio.engine.StudioSettings.SavedChannel;
import io.rostrum.studio.engine.StudioSnapshot.ChannelView;
import io.rostrum.studio.engine.StudioSnapshot.Health;
import io.rostrum.studio.engine.StudioSnapshot.Level;
import io.rostrum.studio.input.AudioInput;
import io.rostrum.studio.input.Inputs;
import io.rostrum.studio.input.VideoInput;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The channels of sound of a programme. Changed on the engine's thread only; any thread may look.
final class LiveChannels {
    /// What the input of a channel begins with that is the sound of a source of pictures.
    static final String OF_SOURCE = "source:";

    static final double SILENCE_DECIBELS = -60;
    static final double MOST_DECIBELS = 12;
    private static final double DECIBELS_A_DECADE = 20;

    private static final class Item {
        private volatile SavedChannel saved;
        private volatile @Nullable SoundChannel channel;
        /// There before the channel is: a device may take seconds to open.
        private volatile @Nullable MixerInput controls;
        private volatile @Nullable String refused;
        private volatile boolean heldBack;

        Item(SavedChannel saved) {
            this.saved = saved;
        }
    }

    private final Programme programme;
    private final Executor engine;
    private final Function<String, Optional<PlayedMedia>> media;
    private final SafeStart safe;
    private volatile List<Item> items = List.of();

    /// @param media finds the file that a source of pictures plays
    /// @param safe  what is not opened
    LiveChannels(Programme programme, Executor engine, Function<String, Optional<PlayedMedia>> media, SafeStart safe) {
        this.safe = safe;
        this.programme = programme;
        this.engine = engine;
        this.media = media;
    }

    /// Opens those that were held back and are not any more.
    void openReleased() {
        items.stream().filter(item -> item.heldBack && !safe.holds(item.saved)).forEach(this::open);
    }

    void add(SavedChannel saved) {
        Item item = new Item(saved);
        items = Stream.concat(items.stream(), Stream.of(item)).toList();
        open(item);
    }

    private void open(Item item) {
        SavedChannel saved = item.saved;
        item.heldBack = safe.holds(saved);
        if (item.heldBack) {
            return;
        }
        Supplier<AudioSource> opener;
        try {
            opener = opener(saved.input());
        } catch (IllegalArgumentException e) {
            item.refused = String.valueOf(e.getMessage());
            return;
        }
        Thread.ofVirtual().name("open " + saved.name()).start(() -> {
            SoundChannel channel = programme.addChannel(saved.name(), opener, controls -> {
                controls.id(saved.id());
                item.controls = controls;
                control(item);
            });
            engine.execute(() -> opened(item, channel));
        });
    }

    private Supplier<AudioSource> opener(String input) {
        if (input.startsWith(OF_SOURCE)) {
            PlayedMedia file = media.apply(input.substring(OF_SOURCE.length()))
                    .orElseThrow(
                            () -> new IllegalArgumentException("the film that this sound belongs to is not there"));
            return file::audio;
        }
        AudioInput sound = AudioInput.parse(input);
        return new Inputs(
                        new VideoInput.None(),
                        List.of(sound),
                        new PictureSize(2, 2),
                        new Rational(30, 1),
                        /* loop= */ true)
                .audio(sound);
    }

    private void opened(Item item, SoundChannel channel) {
        if (!items.contains(item)) {
            programme.removeChannel(channel);
            return;
        }
        item.channel = channel;
    }

    /// Makes it sound as it is saved. Two threads may do so when it has just been opened; the newest is what stays.
    private static void control(Item item) {
        synchronized (item) {
            MixerInput controls = item.controls;
            if (controls != null) {
                SavedChannel saved = item.saved;
                double decibels = saved.gainDecibels();
                controls.gain(
                        decibels <= SILENCE_DECIBELS
                                ? 0
                                : (float) Math.min(4, Math.pow(10, decibels / DECIBELS_A_DECADE)));
                controls.mute(saved.muted());
                controls.tracks(saved.heardIn());
                shape(controls, saved.shaped());
            }
        }
    }

    private static void shape(MixerInput controls, ChannelSound sound) {
        controls.balance(sound.balance());
        controls.mono(sound.mono());
        controls.syncOffset(Duration.ofMillis(sound.offsetMillis()));
        controls.monitoring(sound.monitoring());
        controls.filters(sound.filters().stream()
                .filter(filter -> SoundFilterSpec.trouble(filter.spec()).isEmpty())
                .map(filter -> new SoundFilterChain.Entry(SoundFilterSpec.parse(filter.spec()), filter.enabled()))
                .toList());
    }

    /// Lets the monitor hear it alone, or with the others again.
    void solo(String id, boolean on) {
        find(id).ifPresent(item -> {
            MixerInput controls = item.controls;
            if (controls != null) {
                controls.solo(on);
            }
        });
    }

    /// {@return the channel as it was, if there was one of that id}
    Optional<SavedChannel> remove(String id) {
        Optional<Item> found = find(id);
        found.ifPresent(item -> {
            items = items.stream().filter(other -> other != item).toList();
            SoundChannel channel = item.channel;
            if (channel != null) {
                Thread.ofVirtual().name("close " + item.saved.name()).start(() -> programme.removeChannel(channel));
            }
        });
        return found.map(item -> item.saved);
    }

    /// Changes what is saved of a channel and how it is heard.
    ///
    /// @return whether there is one of that id
    boolean change(String id, java.util.function.UnaryOperator<SavedChannel> change) {
        Optional<Item> found = find(id);
        found.ifPresent(item -> {
            item.saved = change.apply(item.saved);
            control(item);
        });
        return found.isPresent();
    }

    private Optional<Item> find(String id) {
        return items.stream().filter(item -> item.saved.id().equals(id)).findFirst();
    }

    /// {@return the channel with the sound of a source of pictures}
    Optional<String> ofSource(String source) {
        return items.stream()
                .filter(item -> item.saved.input().equals(OF_SOURCE + source))
                .map(item -> item.saved.id())
                .findFirst();
    }

    /// {@return those that should be heard and give no sound}
    List<Preflight.Away> away() {
        return view().stream()
                .filter(channel -> !channel.muted())
                .flatMap(channel -> Preflight.Away.of(channel.name(), channel.health()).stream())
                .toList();
    }

    List<SavedChannel> saved() {
        return items.stream().map(item -> item.saved).toList();
    }

    List<ChannelView> view() {
        return items.stream()
                .map(item -> new ChannelView(
                        item.saved.id(),
                        item.saved.name(),
                        item.saved.input(),
                        health(item),
                        item.saved.gainDecibels(),
                        item.saved.muted(),
                        item.saved.heardIn(),
                        level(item),
                        item.saved.shaped(),
                        solo(item),
                        reductions(item)))
                .toList();
    }

    private static boolean solo(Item item) {
        MixerInput controls = item.controls;
        return controls != null && controls.solo();
    }

    /// One for each filter, those left out, too.
    private static List<Double> reductions(Item item) {
        MixerInput controls = item.controls;
        List<FilterSetting> filters = item.saved.shaped().filters();
        Iterator<Double> applied = (controls == null ? List.<Double>of() : controls.reductions()).iterator();
        return filters.stream()
                .map(filter ->
                        SoundFilterSpec.trouble(filter.spec()).isEmpty() && applied.hasNext() ? applied.next() : 0.0)
                .toList();
    }

    private static Level level(Item item) {
        SoundChannel channel = item.channel;
        return channel == null ? Level.SILENCE : level(channel.controls().level());
    }

    static Level level(AudioLevel level) {
        return new Level(
                AudioLevel.decibels(level.peakLeft()),
                AudioLevel.decibels(level.peakRight()),
                AudioLevel.decibels(level.rmsLeft()),
                AudioLevel.decibels(level.rmsRight()));
    }

    private static Health health(Item item) {
        if (item.heldBack) {
            return new Health.HeldBack();
        }
        String refused = item.refused;
        if (refused != null) {
            return new Health.Lost(refused);
        }
        SoundChannel channel = item.channel;
        if (channel == null) {
            return new Health.Opening();
        }
        if (channel.ended()) {
            return new Health.Ended();
        }
        return channel.lost()
                .<Health>map(why -> new Health.Lost(String.valueOf(why.getMessage())))
                .orElseGet(() -> channel.heard() ? new Health.Running() : new Health.Opening());
    }
}
