package io.rostrum.studio.input;

import io.rostrum.capture.media.MediaFile;
import io.rostrum.capture.media.MediaPlaylist;
import io.rostrum.capture.media.MediaPlaylist.End;
import io.rostrum.capture.media.PlaylistOrder;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Rational;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Playlists as they are written: `playlist[,order=shuffle][,loop=no][,end=hide][,repeat=file]:FILE|FOLDER|…`.
public final class Playlists {
    /// So many are looked into before it is said that none sounds.
    private static final int LOOKED_INTO = 20;

    private Playlists() {}

    /// {@return what is played}
    ///
    /// @param wanted the parts that are going to be started
    /// @throws IllegalArgumentException if it is no playlist, in words for the user
    public static MediaPlaylist of(SourceSpec spec, PictureSize canvas, Rational rate, Set<MediaKind> wanted) {
        boolean loop = !said(spec, "loop", List.of("yes", "no")).equals("no");
        PlaylistOrder order = said(spec, "order", List.of("name", "shuffle")).equals("shuffle")
                ? MediaPlaylist.shuffled(entries(spec), loop, new Random())
                : MediaPlaylist.listed(entries(spec), loop);
        End end = said(spec, "end", List.of("stay", "hide")).equals("hide") ? End.HIDE : End.STAY;
        boolean repeat = said(spec, "repeat", List.of("no", "file")).equals("file");
        return new MediaPlaylist(order, repeat, end, canvas, rate, wanted);
    }

    /// Refuses what is no playlist.
    static void check(SourceSpec spec) {
        of(spec, new PictureSize(2, 2), new Rational(1, 1), Set.of(MediaKind.VIDEO));
    }

    /// {@return whether one of its files sounds; looks into them, which takes its time}
    public static boolean sounds(SourceSpec spec) {
        return PlaylistOrder.files(entries(spec)).stream().limit(LOOKED_INTO).anyMatch(Playlists::sounds);
    }

    private static boolean sounds(Path file) {
        return content(file).filter(MediaFile.Content::sound).isPresent();
    }

    /// {@return the size of the pictures of its first file that has some; looks into files, which takes its time}
    public static Optional<PictureSize> firstSize(SourceSpec spec) {
        return PlaylistOrder.files(entries(spec)).stream()
                .limit(LOOKED_INTO)
                .flatMap(file -> content(file).stream())
                .flatMap(content -> content.shown().stream())
                .findFirst();
    }

    /// {@return what is in a file; empty where playing it would say why}
    private static Optional<MediaFile.Content> content(Path file) {
        try {
            return Optional.of(MediaFile.content(file));
        } catch (DeviceException e) {
            return Optional.empty();
        }
    }

    private static List<Path> entries(SourceSpec spec) {
        List<Path> entries = Arrays.stream(spec.body().split("\\|", -1))
                .map(String::strip)
                .filter(said -> !said.isEmpty())
                .map(Playlists::path)
                .toList();
        if (entries.isEmpty()) {
            throw new IllegalArgumentException(
                    "playlist: no files (expected: media files or folders, with a bar between them)");
        }
        return entries;
    }

    private static Path path(String said) {
        try {
            return Path.of(said);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("playlist: " + said + " (expected: a file's path)", e);
        }
    }

    /// @param words the first where nothing is said
    private static String said(SourceSpec spec, String option, List<String> words) {
        String word = spec.option(option).orElse(words.getFirst());
        if (!words.contains(word)) {
            throw new IllegalArgumentException(
                    "playlist " + option + ": " + word + " (expected: " + String.join(" or ", words) + ")");
        }
        return word;
    }
}
