package io.rostrum.studio.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Scene collections (scenes, sources and sound) and profiles (output and destinations): one of each is in use.
///
/// Every call returns at once. What it began completes when it is done, exceptionally with a [java.io.IOException]
/// whose message is a sentence for the user. Another scene collection may be used while live: the broadcast goes on
/// with its scenes. Another profile may not.
public interface LibraryDesk {
    /// The longest name.
    int MOST_LETTERS = 80;

    /// What there are several of.
    enum Shelf {
        COLLECTION("scene collection"),
        PROFILE("profile");

        private final String words;

        Shelf(String words) {
            this.words = words;
        }

        /// {@return what it is called}
        public String words() {
            return words;
        }
    }

    /// What there is on a shelf.
    ///
    /// @param inUse name of the one in use
    /// @param all   names, in alphabetical order
    record Names(String inUse, List<String> all) {}

    /// What was brought in, and is in use now.
    ///
    /// @param name what it is called here
    /// @param left what could not be taken over, a sentence each
    record Imported(Shelf shelf, String name, List<String> left) {}

    Names names(Shelf shelf);

    /// Makes an empty one and uses it: a collection with one scene, a profile with the bundled server and the output
    /// of now.
    CompletableFuture<Void> create(Shelf shelf, String name);

    /// Makes another one like that in use, and uses it.
    CompletableFuture<Void> duplicate(Shelf shelf, String name);

    /// Calls the one in use something else.
    CompletableFuture<Void> rename(Shelf shelf, String name);

    /// Removes one; the last one stays. In the place of the one in use another is used.
    CompletableFuture<Void> remove(Shelf shelf, String name);

    CompletableFuture<Void> use(Shelf shelf, String name);

    /// Writes the one in use to a file: without stream keys.
    CompletableFuture<Void> exportTo(Shelf shelf, Path file);

    /// Brings in what [#exportTo] wrote, or a scene collection of OBS Studio, as another one, and uses it.
    CompletableFuture<Imported> importFrom(Path file);

    /// {@return the files that sources and filters of the collection in use speak of and that are not there, each once;
    /// reads the disk}
    List<Path> missingFiles();

    /// Looks for missing files by their names, and uses those that are found; that can be taken back.
    ///
    /// @param folder looked through with all that is in it
    /// @return how many of them were found
    CompletableFuture<Integer> relink(Path folder);

    /// Uses one file in the place of another wherever sources and filters speak of it; that can be taken back.
    CompletableFuture<Void> relink(Path missing, Path found);
}
