package io.rostrum.studio.engine;

import io.rostrum.capture.media.MediaFile;
import io.rostrum.capture.media.MediaFile.Content;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.input.DrawnKind;
import io.rostrum.studio.input.Playlists;
import io.rostrum.studio.input.SourceSpec;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// Looks into the files that a scene collection of OBS Studio speaks of, where they are there. Confined to one thread.
final class ObsFiles implements ObsImport.Files {
    private static final Content NOTHING = new Content(Optional.empty(), false, OptionalDouble.empty());
    /// Where OBS Studio's packages put the pictures of its wipes.
    private static final List<String> WIPES = Stream.of(
                    "/usr/share/obs/",
                    "/usr/local/share/obs/",
                    "/var/lib/flatpak/app/com.obsproject.Studio/current/active/files/share/obs/",
                    "/snap/obs-studio/current/usr/share/obs/",
                    "C:/Program Files/obs-studio/data/",
                    "/Applications/OBS.app/Contents/PlugIns/obs-transitions.plugin/Contents/Resources/luma_wipes")
            .map(folder -> folder.endsWith("/") ? folder + "obs-plugins/obs-transitions/luma_wipes" : folder)
            .toList();

    private final Map<String, Content> known = new HashMap<>();

    @Override
    public Optional<PictureSize> size(String file) {
        return content(file).shown();
    }

    @Override
    public boolean sounds(String file) {
        return content(file).sound();
    }

    @Override
    public OptionalDouble rate(String file) {
        return content(file).rate();
    }

    @Override
    public Optional<String> wipe(String picture) {
        return WIPES.stream()
                .map(folder -> Path.of(folder, picture))
                .filter(Files::isRegularFile)
                .map(Path::toString)
                .findFirst();
    }

    private Content content(String file) {
        return known.computeIfAbsent(file, ObsFiles::look);
    }

    private static Content look(String file) {
        try {
            Optional<SourceSpec> list = SourceSpec.kind(file)
                    .filter(kind -> kind == DrawnKind.PLAYLIST)
                    .flatMap(_ -> SourceSpec.read(file));
            if (list.isPresent()) {
                return new Content(
                        Playlists.firstSize(list.get()), Playlists.sounds(list.get()), OptionalDouble.empty());
            }
            Path path = Path.of(file);
            return Files.isRegularFile(path) ? MediaFile.content(path) : NOTHING;
        } catch (InvalidPathException | DeviceException _) {
            return NOTHING;
        }
    }
}
