package io.rostrum.studio.engine;

import io.rostrum.capture.media.MediaFile;
import io.rostrum.capture.media.MediaFile.Content;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.effects.picture.PictureSize;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Looks into the files that a scene collection of OBS Studio speaks of, where they are there. Confined to one thread.
final class ObsFiles implements ObsImport.Files {
    private static final Content NOTHING = new Content(Optional.empty(), false);

    private final Map<String, Content> known = new HashMap<>();

    @Override
    public Optional<PictureSize> size(String file) {
        return content(file).shown();
    }

    @Override
    public boolean sounds(String file) {
        return content(file).sound();
    }

    private Content content(String file) {
        return known.computeIfAbsent(file, ObsFiles::look);
    }

    private static Content look(String file) {
        try {
            Path path = Path.of(file);
            return Files.isRegularFile(path) ? MediaFile.content(path) : NOTHING;
        } catch (InvalidPathException | DeviceException _) {
            return NOTHING;
        }
    }
}
