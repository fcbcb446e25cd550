package io.rostrum.testing.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// [FirstRunReplay] as a jar that a JVM takes with `-javaagent`, with TestFX beside it.
public final class ReplayAgent {
    private ReplayAgent() {}

    /// Writes the jar and what it needs.
    ///
    /// @param folder for them; made if it is not there
    /// @return the option of the JVM that replays into `pictures`
    public static String option(Path folder, Path pictures) throws IOException {
        Files.createDirectories(folder);
        List<String> beside = new ArrayList<>();
        for (Class<?> of : List.of(org.testfx.api.FxRobot.class, org.hamcrest.Matcher.class)) {
            Path jar = place(of);
            String name = String.valueOf(jar.getFileName());
            Files.copy(jar, folder.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            beside.add(name);
        }
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Premain-Class", FirstRunReplay.class.getName());
        main.put(Attributes.Name.CLASS_PATH, String.join(" ", beside));
        Path agent = folder.resolve("replay.jar");
        try (OutputStream file = Files.newOutputStream(agent);
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            for (Class<?> type : List.of(FirstRunReplay.class, Hand.class)) {
                String entry = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(entry));
                try (InputStream code = type.getResourceAsStream('/' + entry)) {
                    java.util.Objects.requireNonNull(code, entry).transferTo(jar);
                }
                jar.closeEntry();
            }
        }
        return "-javaagent:" + agent + "=" + pictures;
    }

    private static Path place(Class<?> of) throws IOException {
        try {
            return Path.of(
                    of.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException("no place of " + of, e);
        }
    }
}
