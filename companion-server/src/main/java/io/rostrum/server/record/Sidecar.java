package io.rostrum.server.record;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The small JSON file beside a recording that says what it is, with its gap map. Replaced as a whole.
final class Sidecar {
    static final String ENDING = ".json";
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();
    private static final int MAX_BYTES = 4 << 20;

    private Sidecar() {}

    private record Text(
            @Nullable String stream,
            @Nullable String container,
            @Nullable String state,
            @Nullable String startedAt,
            long durationMillis,
            long bytes,
            @Nullable List<GapText> gaps,
            @Nullable String endedBecause,
            @Nullable AboutText about,
            @Nullable List<ChapterText> chapters) {}

    private record ChapterText(long atMillis, @Nullable String title) {}

    private record AboutText(
            @Nullable String title,
            @Nullable String description,
            @Nullable List<String> tags) {}

    private record GapText(
            long atMillis, long awayMillis, @Nullable String since) {}

    static Path of(Path folder, String id) {
        return folder.resolve(id + ENDING);
    }

    static void write(Path folder, Recording recording) throws IOException {
        Text text = new Text(
                recording.stream(),
                recording.container().extension(),
                recording.state().name().toLowerCase(Locale.ROOT),
                recording.startedAt().toString(),
                recording.durationMillis(),
                recording.bytes(),
                recording.gaps().stream()
                        .map(gap -> new GapText(
                                gap.atMillis(), gap.awayMillis(), gap.since().toString()))
                        .toList(),
                recording.endedBecause().orElse(null),
                about(recording.about()),
                recording.chapters().isEmpty()
                        ? null
                        : recording.chapters().stream()
                                .map(chapter -> new ChapterText(chapter.atMillis(), chapter.title()))
                                .toList());
        Path file = of(folder, recording.id());
        Path next = folder.resolve(recording.id() + ENDING + ".tmp");
        try {
            try (FileChannel out = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer rest = StandardCharsets.UTF_8.encode(GSON.toJson(text) + "\n");
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
                out.force(true); // or a power cut may leave an empty file under the name
            }
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(next);
            throw e;
        }
    }

    /// {@return what the file says, or nothing where it says nothing of use}
    static Optional<Recording> read(Path folder, String id) {
        try {
            Path file = of(folder, id);
            if (Files.size(file) > MAX_BYTES) {
                return Optional.empty();
            }
            Text text = GSON.fromJson(Files.readString(file), Text.class);
            if (text == null || text.stream() == null || text.startedAt() == null) {
                return Optional.empty();
            }
            return Optional.of(new Recording(
                    id,
                    text.stream(),
                    Container.valueOf(upper(text.container())),
                    Recording.State.valueOf(upper(text.state())),
                    Instant.parse(text.startedAt()),
                    text.durationMillis(),
                    text.bytes(),
                    gaps(text),
                    Optional.ofNullable(text.endedBecause()),
                    about(text.about()),
                    chapters(text)));
        } catch (IOException | JsonParseException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable AboutText about(Recording.About about) {
        return about.equals(Recording.About.NOTHING)
                ? null
                : new AboutText(about.title(), about.description(), about.tags());
    }

    private static Recording.About about(@Nullable AboutText text) {
        if (text == null) {
            return Recording.About.NOTHING;
        }
        List<String> tags = text.tags();
        return new Recording.About(
                text.title() == null ? "" : text.title(),
                text.description() == null ? "" : text.description(),
                tags == null
                        ? List.of()
                        : tags.stream().filter(Objects::nonNull).toList());
    }

    private static List<Recording.Gap> gaps(Text text) {
        List<GapText> gaps = text.gaps();
        return gaps == null
                ? List.of()
                : gaps.stream()
                        .map(gap -> new Recording.Gap(
                                gap.atMillis(),
                                gap.awayMillis(),
                                Instant.parse(gap.since() == null ? "" : gap.since())))
                        .toList();
    }

    private static List<Recording.Chapter> chapters(Text text) {
        List<ChapterText> chapters = text.chapters();
        return chapters == null
                ? List.of()
                : chapters.stream()
                        .filter(Objects::nonNull)
                        .map(chapter -> new Recording.Chapter(
                                chapter.atMillis(), chapter.title() == null ? "" : chapter.title()))
                        .toList();
    }

    private static String upper(@Nullable String text) {
        return text == null ? "" : text.toUpperCase(Locale.ROOT);
    }
}
