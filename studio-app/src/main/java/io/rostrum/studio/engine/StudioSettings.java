package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.studio.engine.SceneCollection.SavedScene;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that outlives the studio.
///
/// @param schema       version of this form; see [SettingsFile]
/// @param sources      of pictures, whatever scenes show them
/// @param scenes       in the user's order
/// @param showing      which of them is seen
/// @param channels     of sound
/// @param programme    filters of the whole picture
/// @param destinations in the user's order, the bundled server first
/// @param output       how the programme is encoded
/// @param window       what the window remembers
/// @param network      whether other machines may reach the bundled server
/// @param lastId       the last number that was given to something
/// @param remote       whether other programs may control the studio; null in files of before there was such a thing
/// @param monitor      device that the monitor plays on, empty for the default; null in files of before there was one
/// @param replaySeconds that the replay buffer keeps; 0, as in files of before there was one, for the usual time
/// @param library       what these scenes and destinations are called; null in files of before there were others
record StudioSettings(
        int schema,
        List<SavedSource> sources,
        List<SavedScene> scenes,
        Showing showing,
        List<SavedChannel> channels,
        List<FilterSetting> programme,
        List<DestinationSetting> destinations,
        OutputSetting output,
        WindowSetting window,
        boolean network,
        long lastId,
        @Nullable RemoteSetting remote,
        @Nullable String monitor,
        int replaySeconds,
        @Nullable LibrarySetting library) {
    /// A source of pictures.
    ///
    /// @param sound    whether the sound of a media file is heard, by the channel that goes with it
    /// @param controls what was set on a camera, by the controls' names, in the order it was set; nothing of other
    ///                 sources, and of files that were written before there was such a thing
    record SavedSource(
            String id,
            String name,
            String input,
            boolean sound,
            List<FilterSetting> filters,
            @Nullable Map<String, Integer> controls) {
        /// {@return what was set on a camera}
        Map<String, Integer> set() {
            return controls == null ? Map.of() : controls;
        }

        SavedSource withControl(String control, int value) {
            Map<String, Integer> more = new LinkedHashMap<>(set());
            more.remove(control);
            more.put(control, value);
            return new SavedSource(id, name, input, sound, filters, more);
        }

        SavedSource withName(String to) {
            return new SavedSource(id, to, input, sound, filters, controls);
        }

        SavedSource withInput(String to) {
            return new SavedSource(id, name, to, sound, filters, controls);
        }

        SavedSource withSound(boolean to) {
            return new SavedSource(id, name, input, to, filters, controls);
        }

        SavedSource withFilters(List<FilterSetting> to) {
            return new SavedSource(id, name, input, sound, to, controls);
        }
    }

    /// A channel of sound.
    ///
    /// @param tracks that it is heard in; null, as in older files, for the first
    /// @param sound  what is done to it; null, as in older files, for nothing
    record SavedChannel(
            String id,
            String name,
            String input,
            double gainDecibels,
            boolean muted,
            @Nullable TrackSet tracks,
            @Nullable ChannelSound sound) {
        /// One that is as loud as it comes, in the first track.
        SavedChannel(String id, String name, String input) {
            this(id, name, input, 0, false, TrackSet.FIRST_ONLY, null);
        }

        /// {@return the tracks that it is heard in}
        TrackSet heardIn() {
            return tracks == null ? TrackSet.FIRST_ONLY : tracks;
        }

        SavedChannel withInput(String to) {
            return new SavedChannel(id, name, to, gainDecibels, muted, tracks, sound);
        }

        SavedChannel withName(String to) {
            return new SavedChannel(id, to, input, gainDecibels, muted, tracks, sound);
        }

        SavedChannel withGain(double to) {
            return new SavedChannel(id, name, input, to, muted, tracks, sound);
        }

        SavedChannel withMuted(boolean to) {
            return new SavedChannel(id, name, input, gainDecibels, to, tracks, sound);
        }

        SavedChannel withTracks(TrackSet to) {
            return new SavedChannel(id, name, input, gainDecibels, muted, to, sound);
        }

        /// {@return what is done to it}
        ChannelSound shaped() {
            return sound == null ? ChannelSound.AS_IT_COMES : sound;
        }

        SavedChannel withSound(ChannelSound to) {
            return new SavedChannel(id, name, input, gainDecibels, muted, tracks, to);
        }
    }

    /// Name of the stream at the bundled server.
    static final String STREAM = "live";

    /// {@return what a new user begins with: nothing to see yet, the bundled server to send to}
    static StudioSettings fresh() {
        DestinationSetting own = new DestinationSetting(
                DestinationSetting.OWN_SERVER, tr("My server"), /* address= */ "", /* key= */ "", /* enabled= */ true);
        OutputSetting output = new OutputSetting("1280x720", "30", 2_500_000, 2, "auto", videos(), TrackSet.FIRST);
        SceneCollection empty = SceneCollection.empty();
        return new StudioSettings(
                SettingsFile.SCHEMA,
                empty.sources(),
                empty.scenes(),
                Showing.first(),
                List.of(),
                List.of(),
                List.of(own),
                output,
                WindowSetting.DEFAULT,
                /* network= */ false,
                /* lastId= */ 0,
                RemoteSetting.OFF,
                /* monitor= */ "",
                /* replaySeconds= */ 0,
                LibrarySetting.FIRST);
    }

    /// {@return the device that the monitor plays on, empty for the default}
    String monitorDevice() {
        return monitor == null ? "" : monitor;
    }

    /// {@return whether other programs may control the studio}
    RemoteSetting remoteControl() {
        return remote == null ? RemoteSetting.OFF : remote;
    }

    /// {@return what these scenes and destinations are called, and which have keys elsewhere}
    LibrarySetting shelf() {
        return library == null ? LibrarySetting.FIRST : library;
    }

    /// {@return the same with other destinations, whose keys lie elsewhere}
    StudioSettings withDestinations(List<DestinationSetting> to, List<String> keyed) {
        return new StudioSettings(
                schema,
                sources,
                scenes,
                showing,
                channels,
                programme,
                to,
                output,
                window,
                network,
                lastId,
                remote,
                monitor,
                replaySeconds,
                shelf().withKeyed(keyed));
    }

    /// {@return the same with another remote control}
    StudioSettings withRemote(RemoteSetting to) {
        return new StudioSettings(
                schema,
                sources,
                scenes,
                showing,
                channels,
                programme,
                destinations,
                output,
                window,
                network,
                lastId,
                to,
                monitor,
                replaySeconds,
                library);
    }

    /// {@return the sources and scenes as they are edited}
    SceneCollection collection() {
        return new SceneCollection(sources, scenes);
    }

    private static String videos() {
        return Path.of(System.getProperty("user.home"), "Videos", "Rostrum").toString();
    }
}
