package io.rostrum.studio.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Scene collections and profiles that are names only.
public final class FakeLibrary implements LibraryDesk {
    private final Map<Shelf, Names> shelves = new EnumMap<>(Map.of(
            Shelf.COLLECTION, new Names("Standard", List.of("Standard")),
            Shelf.PROFILE, new Names("Standard", List.of("Standard"))));
    private List<Path> missing = List.of();

    /// Says which files are missing.
    public synchronized void missing(List<Path> files) {
        missing = files;
    }

    @Override
    public synchronized Names names(Shelf shelf) {
        return Objects.requireNonNull(shelves.get(shelf));
    }

    @Override
    public synchronized CompletableFuture<Void> create(Shelf shelf, String name) {
        if (name.isBlank() || names(shelf).all().contains(name)) {
            return CompletableFuture.failedFuture(new IOException("Choose another name."));
        }
        shelves.put(
                shelf,
                new Names(
                        name,
                        Stream.concat(names(shelf).all().stream(), Stream.of(name))
                                .sorted()
                                .toList()));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> duplicate(Shelf shelf, String name) {
        return create(shelf, name);
    }

    @Override
    public synchronized CompletableFuture<Void> rename(Shelf shelf, String name) {
        Names now = names(shelf);
        shelves.put(
                shelf,
                new Names(
                        name,
                        now.all().stream()
                                .map(one -> one.equals(now.inUse()) ? name : one)
                                .toList()));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletableFuture<Void> remove(Shelf shelf, String name) {
        List<String> rest =
                names(shelf).all().stream().filter(one -> !one.equals(name)).toList();
        shelves.put(shelf, new Names(rest.getFirst(), rest));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletableFuture<Void> use(Shelf shelf, String name) {
        shelves.put(shelf, new Names(name, names(shelf).all()));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> exportTo(Shelf shelf, Path file) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Imported> importFrom(Path file) {
        return CompletableFuture.failedFuture(new IOException(file + " is not there."));
    }

    @Override
    public synchronized List<Path> missingFiles() {
        return missing;
    }

    @Override
    public synchronized CompletableFuture<Integer> relink(Path folder) {
        int found = missing.size();
        missing = List.of();
        return CompletableFuture.completedFuture(found);
    }

    @Override
    public synchronized CompletableFuture<Void> relink(Path lost, Path found) {
        missing = missing.stream().filter(file -> !file.equals(lost)).toList();
        return CompletableFuture.completedFuture(null);
    }
}
