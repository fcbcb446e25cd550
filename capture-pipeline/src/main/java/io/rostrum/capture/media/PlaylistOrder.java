package io.rostrum.capture.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which file of a playlist comes after which, and those that are left out. Folders are looked through each time the
/// list begins. Used under its playlist's lock.
public final class PlaylistOrder {
    private static final Set<String> ENDINGS = Set.of(
            "mp4", "m4v", "mov", "mkv", "webm", "avi", "flv", "ts", "mpg", "mpeg", "wmv", "mp3", "m4a", "aac", "wav",
            "flac", "ogg", "opus");

    private final List<Path> entries;
    private final @Nullable RandomGenerator random;
    private final boolean loop;
    private final Map<Path, String> leftOut = new LinkedHashMap<>();
    private final Set<Path> broken = new HashSet<>();
    private List<Path> list = List.of();
    private int index = -1;

    /// @param entries files and folders of files
    /// @param random  draws the order; null for that of the entries, and of the names in a folder
    /// @param loop    whether the list begins again after its last file
    public PlaylistOrder(List<Path> entries, @Nullable RandomGenerator random, boolean loop) {
        this.entries = List.copyOf(entries);
        this.random = random;
        this.loop = loop;
    }

    /// {@return the files of a list as they are now, in the order in which they are named}
    public static List<Path> files(List<Path> entries) {
        List<Path> found = new ArrayList<>();
        for (Path entry : entries) {
            if (Files.isDirectory(entry)) {
                try (Stream<Path> files = Files.list(entry)) {
                    files.filter(PlaylistOrder::isMedia)
                            .sorted(Comparator.comparing(
                                    file -> file.getFileName().toString().toLowerCase(Locale.ROOT)))
                            .forEach(found::add);
                } catch (IOException _) {
                    // as if it were empty, which is said
                }
            } else {
                found.add(entry);
            }
        }
        return found;
    }

    private static boolean isMedia(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1)) && Files.isRegularFile(file);
    }

    /// Begins anew, with what is in the folders now.
    void begin() {
        leftOut.clear();
        broken.clear();
        draw();
        index = -1;
    }

    private void draw() {
        List<Path> found = files(entries);
        if (random != null) {
            Collections.shuffle(found, Random.from(random));
        }
        list = List.copyOf(found);
    }

    int size() {
        return list.size();
    }

    Path file(int at) {
        return list.get(at);
    }

    /// {@return the file that is played; -1 before the first}
    int index() {
        return index;
    }

    void at(int now) {
        index = now;
    }

    /// {@return what is `steps` behind `from`; -1 where the list is over}
    int after(int from, int steps) {
        int to = from + steps;
        if (list.isEmpty()) {
            return -1;
        }
        if (to >= 0 && to < list.size()) {
            return to;
        }
        if (!loop) {
            return to < 0 ? 0 : -1;
        }
        if (to >= list.size() && random != null) {
            Path last = list.get(Math.clamp(from, 0, list.size() - 1));
            draw();
            if (list.size() > 1 && list.getFirst().equals(last)) { // nobody wants to see it twice in a row
                List<Path> other = new ArrayList<>(list);
                Collections.swap(other, 0, other.size() - 1);
                list = other;
            }
            return 0;
        }
        return Math.floorMod(to, list.size());
    }

    /// {@return where one is: `file 2 of 5`}
    String place() {
        return "file " + (index + 1) + " of " + list.size();
    }

    boolean isBroken(Path file) {
        return broken.contains(file);
    }

    /// A file is passed over, and tried again the next time.
    void leaveOut(Path file, String why) {
        leftOut.put(file, why);
    }

    /// A file is passed over until the list begins anew.
    void leaveOutForGood(Path file, String why) {
        leaveOut(file, why);
        broken.add(file);
    }

    /// A file is played.
    void played(Path file) {
        leftOut.remove(file);
    }

    /// {@return whether all files were left out}
    boolean noneLeft() {
        return leftOut.keySet().containsAll(list);
    }

    /// {@return what was left out; empty where nothing was}
    Optional<String> trouble() {
        return switch (leftOut.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of("left out: " + leftOut.values().iterator().next());
            default ->
                Optional.of(leftOut.size() + " files are left out; the first: "
                        + leftOut.values().iterator().next());
        };
    }

    /// {@return why nothing is played}
    String nothing() {
        return list.isEmpty()
                ? "the playlist has no files; add some, or put films into its folder"
                : "none of the " + list.size() + " files of the playlist can be played: "
                        + leftOut.values().stream().findFirst().orElse("they hold nothing that is wanted");
    }
}
