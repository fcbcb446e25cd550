package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.rostrum.studio.engine.SettingsFile.UnusableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The scene collections and profiles. Those in use are in the studio and its settings, the others in files.
///
/// Changed on the engine's thread only; files chosen by the user are read on threads of their own. Any thread may ask.
final class LiveLibrary implements LibraryDesk {
    private static final Logger log = LoggerFactory.getLogger(LiveLibrary.class);

    private final LibraryFiles files;
    private final Contents contents;
    private final Executor engine;
    private final Supplier<String> ids;
    private volatile LibrarySetting named;
    private volatile List<String> collections;
    private volatile List<String> profiles;

    /// What the studio shows and uses now. Called on the engine's thread.
    interface Contents {
        SavedCollection collection(String name);

        void show(SavedCollection collection);

        /// {@return destinations with their keys}
        List<DestinationSetting> destinations();

        /// {@return names of destinations whose keys are kept, and not here yet; the bundled server takes its
        /// own along into every profile}
        List<String> unreadKeys();

        /// {@return the profile in use, without keys, which are kept then}
        ///
        /// @throws IOException if they cannot be kept
        SavedProfile profile(String name) throws IOException;

        /// @param keys of destinations of it that lie nowhere yet
        void use(SavedProfile profile, List<DestinationSetting> keys);

        /// The keys of these destinations are needed no more.
        void forgetKeys(List<String> destinations);

        /// {@return whether something is sent, recorded or kept for replay}
        boolean busy();

        /// Changes files that sources and filters speak of.
        void relink(FileReferences.Relinked found);
    }

    /// @param named  those in use
    /// @param ids    gives an id that nothing has yet
    /// @param engine runs what changes this
    LiveLibrary(LibraryFiles files, LibrarySetting named, Contents contents, Supplier<String> ids, Executor engine) {
        this.files = files;
        this.named = named;
        this.contents = contents;
        this.ids = ids;
        this.engine = engine;
        collections = listed(Shelf.COLLECTION);
        profiles = listed(Shelf.PROFILE);
    }

    private List<String> listed(Shelf shelf) {
        try {
            return files.names(shelf);
        } catch (IOException e) {
            log.warn("[studio] the {}s cannot be listed: {}", shelf.words(), e.getMessage());
            return List.of();
        }
    }

    LibrarySetting named() {
        return named;
    }

    @Override
    public Names names(Shelf shelf) {
        String inUse = inUse(shelf);
        return new Names(
                inUse,
                Stream.concat(Stream.of(inUse), others(shelf).stream())
                        .distinct()
                        .sorted(String.CASE_INSENSITIVE_ORDER)
                        .toList());
    }

    private String inUse(Shelf shelf) {
        return shelf == Shelf.COLLECTION ? named.collection() : named.profile();
    }

    private List<String> others(Shelf shelf) {
        return shelf == Shelf.COLLECTION ? collections : profiles;
    }

    // --- on the engine's thread
    // ---------------------------------------------------------------------------------------

    /// Something that may be refused, in a sentence.
    private interface Change {
        void make() throws IOException;
    }

    private CompletableFuture<Void> change(Change change) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        engine.execute(() -> {
            try {
                change.make();
                done.complete(null);
            } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private void requireIdle(Shelf shelf) throws IOException {
        if (shelf == Shelf.PROFILE && contents.busy()) {
            throw new IOException(
                    tr(
                            "Another profile is used only while nothing is sent, recorded or kept for replay. End that first."));
        }
    }

    private String requireFree(Shelf shelf, String name) throws IOException {
        String wanted = name.strip();
        if (wanted.isEmpty() || wanted.length() > MOST_LETTERS) {
            throw new IOException(
                    shelf == Shelf.COLLECTION
                            ? tr("A scene collection needs a name of 1 to {0} letters.", MOST_LETTERS)
                            : tr("A profile needs a name of 1 to {0} letters.", MOST_LETTERS));
        }
        if (names(shelf).all().stream().anyMatch(wanted::equalsIgnoreCase)) {
            throw new IOException(
                    shelf == Shelf.COLLECTION
                            ? tr("There is a scene collection “{0}” already. Choose another name.", wanted)
                            : tr("There is a profile “{0}” already. Choose another name.", wanted));
        }
        return wanted;
    }

    private String free(Shelf shelf, String name) {
        List<String> taken = names(shelf).all();
        String base = name.strip();
        base = base.substring(0, Math.min(base.length(), MOST_LETTERS - 4));
        String wanted = base;
        for (int i = 2; taken.stream().anyMatch(wanted::equalsIgnoreCase); i++) {
            wanted = base + " " + i;
        }
        return wanted;
    }

    /// Puts the one in use on its shelf.
    private void park(Shelf shelf) throws IOException {
        try {
            switch (shelf) {
                case COLLECTION -> files.put(contents.collection(named.collection()));
                case PROFILE -> files.put(contents.profile(named.profile()));
            }
        } catch (IOException e) {
            throw new IOException(
                    tr("“{0}” cannot be saved ({1}), so it stays in use.", inUse(shelf), e.getMessage()), e);
        }
        list();
    }

    private void list() {
        collections = listed(Shelf.COLLECTION);
        profiles = listed(Shelf.PROFILE);
    }

    private void show(SavedCollection collection) {
        contents.show(collection);
        named = new LibrarySetting(collection.name(), named.profile(), named.keyed());
    }

    private void use(SavedProfile profile, List<DestinationSetting> keys) {
        contents.use(profile, keys);
        named = new LibrarySetting(named.collection(), profile.name(), named.keyed());
    }

    // --- the desk
    // -----------------------------------------------------------------------------------------------------

    @Override
    public CompletableFuture<Void> create(Shelf shelf, String name) {
        return change(() -> {
            String wanted = requireFree(shelf, name);
            requireIdle(shelf);
            park(shelf);
            switch (shelf) {
                case COLLECTION -> show(FreshIds.in(SavedCollection.empty(wanted), ids));
                case PROFILE -> {
                    SavedProfile now = contents.profile(wanted);
                    use(
                            SavedProfile.of(
                                    wanted,
                                    now.destinations().stream()
                                            .filter(LiveLibrary::isOwnServer)
                                            .toList(),
                                    now.output(),
                                    List.of()),
                            List.of());
                }
            }
        });
    }

    private static boolean isOwnServer(DestinationSetting destination) {
        return destination.id().equals(DestinationSetting.OWN_SERVER);
    }

    @Override
    public CompletableFuture<Void> duplicate(Shelf shelf, String name) {
        return change(() -> {
            String wanted = requireFree(shelf, name);
            requireIdle(shelf);
            if (shelf == Shelf.PROFILE) {
                requireKeys();
            }
            park(shelf);
            switch (shelf) {
                case COLLECTION -> show(FreshIds.in(contents.collection(wanted), ids));
                case PROFILE -> {
                    List<DestinationSetting> copies = contents.destinations().stream()
                            .map(place -> isOwnServer(place) ? place : place.withId(newDestinationId()))
                            .toList();
                    use(SavedProfile.of(wanted, copies, contents.profile(wanted).output(), List.of()), copies);
                }
            }
        });
    }

    /// A copy would be without the keys that have not been read.
    private void requireKeys() throws IOException {
        List<String> unread = contents.unreadKeys();
        if (!unread.isEmpty()) {
            throw new IOException(tr(
                    "The profile is not duplicated yet: the stream key of {0} has not been read from where "
                            + "keys are kept. Open the key store of this computer, or paste the key anew.",
                    unread.stream().map(name -> tr("“{0}”", name)).collect(Collectors.joining(", "))));
        }
    }

    private static String newDestinationId() {
        return UUID.randomUUID().toString();
    }

    @Override
    public CompletableFuture<Void> rename(Shelf shelf, String name) {
        return change(() -> {
            String before = inUse(shelf);
            if (before.equals(name.strip())) {
                return;
            }
            String wanted = before.equalsIgnoreCase(name.strip()) ? name.strip() : requireFree(shelf, name);
            named = shelf == Shelf.COLLECTION
                    ? new LibrarySetting(wanted, named.profile(), named.keyed())
                    : new LibrarySetting(named.collection(), wanted, named.keyed());
            files.remove(shelf, before);
            list();
        });
    }

    @Override
    public CompletableFuture<Void> remove(Shelf shelf, String name) {
        return change(() -> {
            if (names(shelf).all().size() < 2) {
                throw new IOException(
                        shelf == Shelf.COLLECTION
                                ? tr("The last scene collection stays.")
                                : tr("The last profile stays."));
            }
            if (name.equals(inUse(shelf))) {
                requireIdle(shelf);
                String other = others(shelf).stream()
                        .filter(one -> !one.equals(name))
                        .findFirst()
                        .orElseThrow();
                goTo(shelf, other);
            }
            if (shelf == Shelf.PROFILE) {
                contents.forgetKeys(files.profile(name).keys().stream()
                        .filter(id -> !id.equals(DestinationSetting.OWN_SERVER))
                        .toList());
            }
            files.remove(shelf, name);
            list();
        });
    }

    @Override
    public CompletableFuture<Void> use(Shelf shelf, String name) {
        return change(() -> {
            if (!name.equals(inUse(shelf))) {
                requireIdle(shelf);
                goTo(shelf, name);
            }
        });
    }

    /// What is to be used is read before what is in use is given up.
    private void goTo(Shelf shelf, String name) throws IOException {
        switch (shelf) {
            case COLLECTION -> {
                SavedCollection wanted = files.collection(name);
                park(shelf);
                show(FreshIds.in(wanted.withName(name), ids));
            }
            case PROFILE -> {
                SavedProfile wanted = files.profile(name);
                park(shelf);
                use(wanted.withName(name), List.of());
            }
        }
    }

    @Override
    public CompletableFuture<Void> exportTo(Shelf shelf, Path file) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        engine.execute(() -> {
            try {
                String text = SettingsFile.text(exported(shelf));
                aside(() -> write(file, text, done));
            } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private static void write(Path file, String text, CompletableFuture<Void> done) {
        try {
            Files.writeString(file, text);
            done.complete(null);
        } catch (IOException e) {
            done.completeExceptionally(
                    new IOException(tr("{0} cannot be written ({1}). Choose another place.", file, e.getMessage()), e));
        }
    }

    private Object exported(Shelf shelf) throws IOException {
        return switch (shelf) {
            case COLLECTION -> contents.collection(named.collection());
            case PROFILE -> {
                SavedProfile profile = contents.profile(named.profile());
                yield SavedProfile.of(profile.name(), profile.destinations(), profile.output(), List.of());
            }
        };
    }

    private static void aside(Runnable task) {
        Thread.ofVirtual().name("library").start(task);
    }

    @Override
    public CompletableFuture<Imported> importFrom(Path file) {
        CompletableFuture<Imported> done = new CompletableFuture<>();
        aside(() -> {
            try {
                Arrival arrival = arrival(file);
                engine.execute(() -> {
                    try {
                        done.complete(arrival.bringIn());
                    } catch (IOException | RuntimeException e) {
                        done.completeExceptionally(e);
                    }
                });
            } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    /// What was read, and is brought in on the engine's thread.
    private interface Arrival {
        Imported bringIn() throws IOException;
    }

    private Arrival arrival(Path file) throws IOException {
        String text = LibraryFiles.text(file);
        try {
            JsonObject tree = tree(text);
            if (tree.has("rostrum")) {
                if (tree.get("rostrum").equals(new JsonPrimitive(SavedProfile.KIND))) {
                    SavedProfile profile = LibraryFiles.parseProfile(text);
                    return () -> bringIn(profile);
                }
                SavedCollection collection = LibraryFiles.parseCollection(text);
                return () -> bringIn(collection, List.of());
            }
            if (ObsImport.isScenes(tree)) {
                ObsImport.Result read = ObsImport.read(tree, new ObsFiles());
                return () -> bringIn(read.collection(), read.left());
            }
            throw new UnusableException("is something else");
        } catch (UnusableException e) {
            throw new IOException(
                    tr(
                            "{0} {1} (expected: a scene collection or profile of Rostrum, or a scene collection of OBS Studio).",
                            file, said(String.valueOf(e.getMessage()))),
                    e);
        }
    }

    private static JsonObject tree(String text) throws UnusableException {
        try {
            if (JsonParser.parseString(text) instanceof JsonObject tree) {
                return tree;
            }
        } catch (JsonParseException _) {
            // said below
        }
        throw new UnusableException("is damaged");
    }

    private Imported bringIn(SavedCollection read, List<String> left) throws IOException {
        String name = free(Shelf.COLLECTION, read.name());
        park(Shelf.COLLECTION);
        show(FreshIds.in(read.withName(name), ids));
        return new Imported(Shelf.COLLECTION, name, left);
    }

    private Imported bringIn(SavedProfile read) throws IOException {
        requireIdle(Shelf.PROFILE);
        String name = free(Shelf.PROFILE, read.name());
        park(Shelf.PROFILE);
        List<DestinationSetting> places = read.destinations().stream()
                .map(place -> isOwnServer(place) ? place : place.withId(newDestinationId()))
                .toList();
        use(SavedProfile.of(name, places, read.output(), List.of()), List.of());
        return new Imported(Shelf.PROFILE, name, keyless(places));
    }

    private static List<String> keyless(List<DestinationSetting> places) {
        return places.stream()
                .filter(place -> !isOwnServer(place))
                .map(place -> tr("The stream key of “{0}” is not in the file: paste it.", place.name()))
                .toList();
    }

    @Override
    public List<Path> missingFiles() {
        return FileReferences.missing(contents.collection(named.collection()));
    }

    @Override
    public CompletableFuture<Integer> relink(Path folder) {
        CompletableFuture<Integer> found = new CompletableFuture<>();
        aside(() -> {
            FileReferences.Relinked relinked = FileReferences.search(missingFiles(), folder);
            engine.execute(() -> {
                contents.relink(relinked);
                found.complete(relinked.places().size());
            });
        });
        return found;
    }

    @Override
    public CompletableFuture<Void> relink(Path missing, Path found) {
        return change(() -> contents.relink(new FileReferences.Relinked(Map.of(missing, found))));
    }
}
