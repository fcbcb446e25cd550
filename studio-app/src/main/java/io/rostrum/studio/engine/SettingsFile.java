package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.rostrum.push.file.OwnedFile;
import io.rostrum.studio.engine.SceneCollection.SavedScene;
import io.rostrum.studio.words.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The settings on disk: JSON that only its owner may read. Stream keys and the password of the remote
/// control are not in it ([StoredSecrets]); those of an older file are read.
///
/// It is written beside the old file and then moved over it, so that a crash leaves the one or the other,
/// whole. A file that cannot be read is kept beside it, and the studio begins with the newest good copy, or anew where
/// there is none. Confined to one thread.
final class SettingsFile {
    /// The form that is written. One of an earlier form is read as [SettingsBefore] says, one of a later form left
    /// alone.
    static final int SCHEMA = 3;

    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    private final Path file;
    private final SettingsBackups backups;

    SettingsFile(Path file) {
        this.file = file;
        this.backups = new SettingsBackups(file.resolveSibling("backups"), InstantSource.system());
    }

    /// What was read.
    ///
    /// @param trouble for the user, where there was a file that could not be used
    record Loaded(StudioSettings settings, Optional<String> trouble) {}

    /// @throws IOException if there is a file that may not be read, or none can be kept there
    Loaded load() throws IOException {
        Files.createDirectories(folder());
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            return new Loaded(StudioSettings.fresh(), Optional.empty());
        } catch (java.nio.charset.CharacterCodingException e) {
            return keepAside("is no text");
        }
        try {
            return new Loaded(parse(text), Optional.empty());
        } catch (UnusableException e) {
            return keepAside(e.getMessage());
        }
    }

    /// {@return the language in a file of settings; the system's where it does not say, or cannot be read}
    static Language language(Path file) {
        try {
            StudioSettings read = GSON.fromJson(Files.readString(file), StudioSettings.class);
            return read == null || read.window() == null
                    ? Language.SYSTEM
                    : read.window().spoken();
        } catch (IOException | RuntimeException e) { // said when the settings are opened
            return Language.SYSTEM;
        }
    }

    /// A file that holds no settings, or none that can be used.
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String words;

        /// @param words what is wrong, to follow the word file
        UnusableException(String words) {
            this.words = words;
        }

        @Override
        public String getMessage() {
            return words;
        }
    }

    static StudioSettings parse(String text) throws UnusableException {
        StudioSettings read = read(text, StudioSettings.class);
        check(read);
        return read;
    }

    /// {@return what the text says, of any earlier form; what it does not say is null}
    ///
    /// @throws UnusableException if it is no JSON, or not of this type
    static <T> T read(String text, Class<T> type) throws UnusableException {
        @Nullable T read;
        try {
            JsonObject tree = GSON.fromJson(text, JsonObject.class);
            SettingsBefore.bringAlong(tree);
            read = GSON.fromJson(tree, type);
        } catch (JsonParseException | NumberFormatException e) { // the second for a text that stands for a number
            throw new UnusableException("is damaged");
        } catch (RuntimeException e) {
            if (e.getCause() instanceof IllegalArgumentException) { // what a record refuses, as Gson says it
                throw new UnusableException("is damaged");
            }
            throw e;
        }
        if (read == null) {
            throw new UnusableException("is empty");
        }
        return read;
    }

    /// @throws UnusableException if the studio could not do with them
    static void check(StudioSettings read) throws UnusableException {
        String wrong = wrong(read);
        if (wrong != null) {
            throw new UnusableException(wrong);
        }
    }

    /// {@return how it is written}
    static String text(Object saved) {
        return GSON.toJson(saved);
    }

    /// {@return what is wrong with them, null for nothing}
    private static @Nullable String wrong(StudioSettings read) {
        if (read.schema() != SCHEMA) {
            return "is of version " + read.schema() + " (expected: " + SCHEMA + ")";
        }
        boolean whole = Stream.of(
                                read.sources(),
                                read.scenes(),
                                read.showing(),
                                read.channels(),
                                read.programme(),
                                read.destinations(),
                                read.output(),
                                read.window())
                        .allMatch(part -> part != null)
                && Stream.of(read.sources(), read.scenes(), read.channels(), read.programme(), read.destinations())
                        .flatMap(List::stream)
                        .allMatch(entry -> entry != null);
        if (!whole || !complete(read)) {
            return "is not complete";
        }
        try {
            Output.video(read.output());
            Output.video(read.output().ofSecond());
            return null;
        } catch (IllegalArgumentException | NullPointerException e) {
            return "has output settings that cannot be used";
        }
    }

    /// {@return whether every entry has what the studio cannot do without; reading leaves null what is missing}
    private static boolean complete(StudioSettings read) {
        boolean sources = read.sources().stream()
                .allMatch(source -> allThere(source.id(), source.name(), source.input(), source.filters())
                        && specs(source.filters())
                        && allThere(source.set().values().toArray()));
        boolean scenes = sources
                && read.scenes().stream()
                        .allMatch(scene -> allThere(scene.id(), scene.name())
                                && placed(scene)
                                && placed(scene.on(/* secondCanvas= */ true)))
                && read.collection().consistent();
        boolean channels = read.channels().stream()
                .allMatch(channel -> allThere(channel.id(), channel.name(), channel.input())
                        && Double.isFinite(channel.gainDecibels())
                        && specs(channel.shaped().filters()));
        boolean destinations = read.destinations().stream()
                .allMatch(place -> allThere(place.id(), place.name(), place.address(), place.key())
                        && allThere(
                                place.delivery().adapt(),
                                place.delivery().backup(),
                                place.delivery().ownSize())
                        && (place.delivery().watermark() == null
                                || allThere(
                                        place.delivery().watermark().file(),
                                        place.delivery().watermark().corner())));
        boolean output = allThere(read.output().encoder(), read.output().recordFolder());
        return sources && scenes && channels && destinations && output && specs(read.programme());
    }

    private static boolean placed(SavedScene scene) {
        return scene.items().stream().allMatch(item -> allThere(item.source(), item.place()));
    }

    private static boolean specs(List<FilterSetting> filters) {
        return filters.stream().allMatch(filter -> filter != null && allThere(filter.spec()));
    }

    private static boolean allThere(@Nullable Object... parts) {
        return Stream.of(parts).allMatch(part -> part != null);
    }

    /// {@return what the studio begins with in the place of a file of no use}
    private Loaded keepAside(String why) throws IOException {
        Path aside = OwnedFile.keepAside(file);
        Optional<SettingsBackups.Good> good = backups.newestGood();
        return new Loaded(
                good.map(SettingsBackups.Good::settings).orElseGet(StudioSettings::fresh),
                Optional.of(good.map(backup -> tr(
                                "The settings file {0}, so the studio begins with the newest good copy, {1}. The old one "
                                        + "is kept as {2}.",
                                said(why), backup.file(), aside))
                        .orElseGet(() -> tr(
                                "The settings file {0}, so the studio begins anew. The old one is kept as {1}.",
                                said(why), aside))));
    }

    /// @throws IOException if the disk refuses; the old file is still there
    void save(StudioSettings settings) throws IOException {
        byte[] text = text(settings).getBytes(StandardCharsets.UTF_8);
        OwnedFile.write(file, text);
        backups.offer(text);
    }

    /// Takes the password of the remote control out of the copies, which older studios wrote with it.
    void stripCopies() throws IOException {
        backups.rewrite(copy -> copy.withRemote(
                copy.remoteControl().password().isEmpty()
                        ? copy.remoteControl()
                        : copy.remoteControl().asKept()));
    }

    private Path folder() {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalStateException("settings file: " + file + " (expected: in a folder)");
        }
        return parent;
    }
}
