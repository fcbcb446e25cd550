package io.rostrum.studio.engine;

import io.rostrum.studio.engine.StudioSettings.SavedChannel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The scene collection and the profile that a studio has in use.
final class StudioContents implements LiveLibrary.Contents {
    private final LiveScenes scenes;
    private final Supplier<Arrangement> made;
    private final LiveDestinations destinations;
    private final DestinationKeys keys;
    private final Encoding encoding;
    private final BooleanSupplier busy;

    /// How the programme is encoded.
    ///
    /// @param wanted  what the user has chosen
    /// @param change  chooses something else
    record Encoding(Supplier<OutputSetting> wanted, Consumer<OutputSetting> change) {}

    /// @param made the programme of now
    /// @param busy whether something is sent, recorded or kept
    StudioContents(
            LiveScenes scenes,
            Supplier<Arrangement> made,
            LiveDestinations destinations,
            DestinationKeys keys,
            Encoding encoding,
            BooleanSupplier busy) {
        this.scenes = scenes;
        this.made = made;
        this.destinations = destinations;
        this.keys = keys;
        this.encoding = encoding;
        this.busy = busy;
    }

    @Override
    public SavedCollection collection(String name) {
        Arrangement now = made.get();
        return SavedCollection.of(
                name,
                scenes.collection(),
                scenes.showing(),
                now.channels().saved(),
                now.filters().settings());
    }

    @Override
    public void show(SavedCollection collection) {
        made.get().filter(collection.programme());
        scenes.replace(collection.collection(), collection.showing(), collection.channels());
    }

    @Override
    public List<DestinationSetting> destinations() {
        return destinations.saved();
    }

    @Override
    public SavedProfile profile(String name) throws IOException {
        keys.keep(destinations.saved());
        return SavedProfile.of(name, destinations.saved(), encoding.wanted().get(), keys.keyed());
    }

    @Override
    public List<String> unreadKeys() {
        return destinations.saved().stream()
                .filter(place -> !place.id().equals(DestinationSetting.OWN_SERVER))
                .filter(place -> place.key().isEmpty() && keys.isUnread(place.id()))
                .map(DestinationSetting::name)
                .toList();
    }

    /// The bundled server is the same in every profile, and so is its key, be it read already or not.
    @Override
    public void use(SavedProfile profile, List<DestinationSetting> known) {
        Optional<DestinationSetting> own = destinations.setting(DestinationSetting.OWN_SERVER);
        List<DestinationSetting> with =
                Stream.concat(own.stream(), known.stream()).toList();
        List<DestinationSetting> places = profile.destinations().stream()
                .map(place -> with.stream()
                        .filter(one -> one.id().equals(place.id()))
                        .findFirst()
                        .map(one -> place.withKey(one.key()))
                        .orElse(place))
                .toList();
        boolean ownThere = places.stream().anyMatch(place -> place.id().equals(DestinationSetting.OWN_SERVER));
        boolean ownUnread = keys.isUnread(DestinationSetting.OWN_SERVER);
        keys.others();
        destinations.replace(
                ownThere ? places : Stream.concat(own.stream(), places.stream()).toList());
        List<String> elsewhere = Stream.concat(
                        profile.keys().stream(), ownUnread ? Stream.of(DestinationSetting.OWN_SERVER) : Stream.of())
                .distinct()
                .filter(id -> destinations
                        .setting(id)
                        .filter(place -> place.key().isEmpty())
                        .isPresent())
                .toList();
        keys.expect(elsewhere);
        destinations.awaitKeys(elsewhere);
        encoding.change().accept(profile.output());
    }

    @Override
    public void forgetKeys(List<String> ids) {
        keys.forget(ids);
    }

    @Override
    public boolean busy() {
        return busy.getAsBoolean();
    }

    @Override
    public void relink(FileReferences.Relinked found) {
        scenes.edit(found::in);
        scenes.transition(found.in(scenes.showing().transition()));
        for (SavedChannel channel : made.get().channels().saved()) {
            SavedChannel there = found.in(channel);
            if (!there.equals(channel)) {
                made.get().channels().remove(channel.id());
                made.get().channels().add(there);
            }
        }
        made.get().filter(found.in(made.get().filters().settings()));
    }
}
