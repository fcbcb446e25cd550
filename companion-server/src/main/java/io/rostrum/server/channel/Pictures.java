package io.rostrum.server.channel;

import io.rostrum.push.file.OwnedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of channels' pictures, in the folder `pictures` of the data folder, each under an id of its own, so that
/// what a name stands for never changes. Blocks; thread-safe.
final class Pictures {
    private static final Logger log = LoggerFactory.getLogger(Pictures.class);
    static final int MAX_BYTES = 1_000_000;
    /// Of each side.
    static final int MIN_PIXELS = 16;
    static final int MAX_PIXELS = 4_096;

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.(png|jpg|webp)");

    private final Path folder;

    /// A picture to be shown.
    ///
    /// @param bytes read-only
    record Picture(String mediaType, ByteBuffer bytes) {}

    /// @param data the data folder
    Pictures(Path data) {
        folder = data.resolve("pictures");
    }

    /// {@return why a file cannot be a channel's picture; empty if it can}
    static Optional<String> objection(byte[] file) {
        if (file.length > MAX_BYTES) {
            return Optional.of("picture: " + file.length + " bytes (expected: at most " + MAX_BYTES + ").");
        }
        Optional<PictureHeader> header = PictureHeader.read(file);
        if (header.isEmpty()) {
            return Optional.of("picture: not known (expected: a PNG, JPEG or WebP file).");
        }
        int width = header.get().width();
        int height = header.get().height();
        boolean fits = Math.min(width, height) >= MIN_PIXELS && Math.max(width, height) <= MAX_PIXELS;
        return fits
                ? Optional.empty()
                : Optional.of("picture: " + width + " × " + height + " pixels (expected: " + MIN_PIXELS + " to "
                        + MAX_PIXELS + " each way).");
    }

    /// Keeps a file.
    ///
    /// @param file one without an [#objection(byte\[\])]
    /// @return its name
    String add(byte[] file) throws IOException {
        PictureHeader header = PictureHeader.read(file)
                .orElseThrow(() -> new IllegalArgumentException("picture: not known (expected: looked at before)"));
        Files.createDirectories(folder);
        String name = UUID.randomUUID() + "." + header.kind().ending();
        OwnedFile.write(folder.resolve(name), file);
        return name;
    }

    /// {@return the picture of a name; empty where there is none}
    Optional<Picture> find(String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Files.readAllBytes(folder.resolve(name));
            return PictureHeader.read(bytes)
                    .map(header -> new Picture(
                            header.kind().mediaType(), ByteBuffer.wrap(bytes).asReadOnlyBuffer()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void delete(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            log.warn("[channel] picture {} stays, though nobody shows it any more: {}", name, e.getMessage());
        }
    }
}
