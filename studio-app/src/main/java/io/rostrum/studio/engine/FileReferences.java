package io.rostrum.studio.engine;

import io.rostrum.studio.engine.StudioSettings.SavedChannel;
import io.rostrum.studio.engine.StudioSettings.SavedSource;
import io.rostrum.studio.input.SourceSpec;
import io.rostrum.studio.input.WebPages;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The files that sources, sounds, filters and transitions of a scene collection speak of.
final class FileReferences {
    private static final Pattern NO_FILE = Pattern.compile(
            "(none|testcard|tone|desktop|device|screen|camera)|(window|device|screen|camera|source|scene):.*"
                    + "|screen\\+.*");
    /// A filter that is made of a file: its value ends before a comma that no backslash precedes.
    private static final Pattern FILE_FILTER =
            Pattern.compile("(watermark|mask|lut|background)=((?:\\\\,|[^,])*)(.*)", Pattern.DOTALL);
    /// What is looked through at most, so that a search ends.
    private static final int MOST_FILES = 200_000;

    private final UnaryOperator<String> change;

    /// @param change called with each file that is spoken of, gives what is spoken of in its place
    private FileReferences(UnaryOperator<String> change) {
        this.change = change;
    }

    /// Where files are that were elsewhere.
    record Relinked(Map<Path, Path> places) {
        private FileReferences changes() {
            return new FileReferences(said -> path(said)
                    .flatMap(known -> Optional.ofNullable(places.get(known)))
                    .map(Path::toString)
                    .orElse(said));
        }

        /// {@return the same with the files where they are now}
        SceneCollection in(SceneCollection collection) {
            FileReferences changes = changes();
            return new SceneCollection(
                    collection.sources().stream().map(changes::source).toList(),
                    collection.scenes().stream()
                            .map(scene -> scene.withArrival(scene.arrival().map(changes::transition)))
                            .toList());
        }

        /// {@return the same with the files where they are now}
        TransitionSetting in(TransitionSetting transition) {
            return changes().transition(transition);
        }

        /// {@return the same with the file where it is now}
        SavedChannel in(SavedChannel channel) {
            return channel.withInput(changes().input(channel.input()));
        }

        /// {@return the same with the files where they are now}
        List<FilterSetting> in(List<FilterSetting> filters) {
            return changes().filters(filters);
        }
    }

    /// {@return files that are not there, each once}
    static List<Path> missing(SavedCollection collection) {
        Set<Path> missing = new LinkedHashSet<>();
        FileReferences look = new FileReferences(said -> {
            path(said).filter(file -> !Files.exists(file)).ifPresent(missing::add);
            return said;
        });
        collection.sources().forEach(look::source);
        look.transition(collection.showing().transition());
        collection.scenes().stream().flatMap(scene -> scene.arrival().stream()).forEach(look::transition);
        collection.channels().forEach(channel -> look.input(channel.input()));
        look.filters(collection.programme());
        return List.copyOf(missing);
    }

    private static Optional<Path> path(String said) {
        try {
            return said.isBlank() ? Optional.empty() : Optional.of(Path.of(said.strip()));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    /// Looks for files by their names. Of several that have the name, one that lies in a folder of the same name as
    /// before is taken first.
    ///
    /// @param folder looked through with all that is in it, as far as it may be read
    static Relinked search(List<Path> missing, Path folder) {
        Map<Path, Path> found = new HashMap<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                private int seen;

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
                    missing.stream()
                            .filter(lost -> file.getFileName().equals(lost.getFileName()))
                            .forEach(lost -> found.merge(lost, file, (one, other) -> likelier(lost, one, other)));
                    seen++;
                    return seen < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException trouble) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException _) {
            // what was found until then is found
        }
        return new Relinked(Map.copyOf(found));
    }

    private static Path likelier(Path lost, Path one, Path other) {
        return sameFolder(lost, other) && !sameFolder(lost, one) ? other : one;
    }

    private static boolean sameFolder(Path lost, Path found) {
        Path before = lost.getParent();
        Path now = found.getParent();
        return before != null
                && now != null
                && String.valueOf(before.getFileName()).equals(String.valueOf(now.getFileName()));
    }

    private SavedSource source(SavedSource source) {
        return source.withInput(input(source.input())).withFilters(filters(source.filters()));
    }

    private TransitionSetting transition(TransitionSetting transition) {
        WipeSetting wipe = transition.wipe();
        StingerSetting stinger = transition.stinger();
        TransitionSetting wiped =
                wipe.file().isEmpty() ? transition : transition.withWipe(wipe.withFile(change.apply(wipe.file())));
        return stinger.file().isEmpty() ? wiped : wiped.withStinger(stinger.withFile(change.apply(stinger.file())));
    }

    private String input(String input) {
        if (NO_FILE.matcher(input).matches()) {
            return input;
        }
        Optional<SourceSpec> drawn = drawn(input);
        if (drawn.isEmpty()) {
            return SourceSpec.kind(input).isPresent() ? input : change.apply(input);
        }
        SourceSpec spec = drawn.get();
        String body = spec.body();
        String changed = switch (spec.kind()) {
            case TEXT -> spec.option("from").orElse("here").equals("file") ? change.apply(body) : body;
            case PDF -> change.apply(body);
            case WEB -> WebPages.file(spec).isPresent() ? change.apply(body) : body;
            case SLIDESHOW, PLAYLIST ->
                Arrays.stream(body.split("\\|", -1)).map(change).collect(Collectors.joining("|"));
            case COLOR, CLOCK, COUNTDOWN -> body;
        };
        return changed.equals(body) ? input : spec.withBody(changed).toString();
    }

    private static Optional<SourceSpec> drawn(String input) {
        try {
            return SourceSpec.read(input);
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // opening it says why
        }
    }

    private List<FilterSetting> filters(List<FilterSetting> filters) {
        return filters.stream()
                .map(filter -> new FilterSetting(filter(filter.spec()), filter.enabled()))
                .toList();
    }

    private static boolean isWord(String filter, String value) {
        return switch (filter) {
            case "watermark" -> value.equals("clock") || value.startsWith("text:");
            case "background" -> value.equals("remove") || value.startsWith("color:");
            default -> false;
        };
    }

    private String filter(String spec) {
        Matcher parts = FILE_FILTER.matcher(spec);
        if (!parts.matches()) {
            return spec;
        }
        String file = parts.group(2).replace("\\,", ",");
        if (isWord(parts.group(1), file)) {
            return spec;
        }
        String changed = change.apply(file);
        return changed.equals(file) ? spec : parts.group(1) + "=" + changed.replace(",", "\\,") + parts.group(3);
    }
}
