package io.rostrum.installer.setup;

import io.rostrum.installer.setup.plan.Choices;
import io.rostrum.installer.setup.plan.Image;
import io.rostrum.installer.setup.plan.Part;
import io.rostrum.installer.setup.plan.Places;
import io.rostrum.installer.setup.plan.ServiceKind;
import io.rostrum.installer.setup.work.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A home folder, and images of small files to install into it.
public final class Installation {
    public static final Instant BUILT = Instant.parse("2026-01-02T03:04:05Z");

    private final Path folder;
    public final Places places;

    public Installation(Path folder) {
        this.folder = folder;
        this.places = Places.ofUser(folder.resolve("home"), _ -> null);
    }

    public Path home() {
        return folder.resolve("home");
    }

    /// {@return an image of a version with both parts}
    public Image image(String version) {
        return image(version, "");
    }

    /// @param properties more lines of `image.properties`
    public Image image(String version, String properties) {
        try {
            Path root = folder.resolve("image-" + version);
            write(root.resolve("lib/image.properties"), "version=" + version + "\n" + properties);
            write(root.resolve("bin/rostrum"), "the command of " + version);
            write(root.resolve("bin/rostrum-server"), "the server's command of " + version);
            write(root.resolve("lib/app/studio/studio-app.jar"), "studio " + version);
            write(root.resolve("lib/app/server/companion-server.jar"), "server " + version);
            write(
                    root.resolve("lib/app/server/rostrum.yaml"),
                    "# every key\nbind: 127.0.0.1\ndata:\nhttp:\n  port: 8080\nrtmp:\n  port: 1935\n");
            write(root.resolve("share/rostrum.svg"), "<svg/>");
            return Image.at(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(BUILT));
    }

    public Choices choices(Part... parts) {
        return new Choices(
                EnumSet.copyOf(Set.of(parts)), places.prefix(), places.data(), 8080, 1935, false, ServiceKind.NONE);
    }

    /// {@return each file below the home folder with its text, a link with where it points to}
    public SortedMap<String, String> contents() {
        SortedMap<String, String> contents = new TreeMap<>();
        if (!Files.exists(home())) {
            return contents;
        }
        try (Stream<Path> all = Files.walk(home())) {
            for (Path path : all.toList()) {
                String name = home().relativize(path).toString();
                if (Files.isSymbolicLink(path)) {
                    contents.put(name, "→ " + Files.readSymbolicLink(path));
                } else if (Files.isRegularFile(path)) {
                    contents.put(name, Files.readString(path));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }

    /// What an installer said.
    public static final class Said implements Progress {
        public final List<String> steps = new ArrayList<>();
        public final List<String> troubles = new ArrayList<>();

        @Override
        public void step(String words, double done) {
            steps.add(words);
        }

        @Override
        public void trouble(String sentence) {
            troubles.add(sentence);
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    }
}
