package io.rostrum.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which of the system's packages the natives of an image are linked against, as binutils and dpkg say.
final class NeededLibraries {
    /// JavaCPP makes this name for the OpenBLAS that it unpacks.
    private static final String LINKED = "libopenblas_nolapack.so.0";

    private NeededLibraries() {}

    /// @param folder to unpack to
    static Set<String> packages(Path image, Path folder) throws Exception {
        List<Path> natives = natives(image, folder);
        Set<String> own = new HashSet<>(Set.of(LINKED));
        Set<String> needed = new TreeSet<>();
        List<String> command = new ArrayList<>(List.of("objdump", "-p"));
        for (Path file : natives) {
            own.add(file.getFileName().toString().replaceFirst("^\\d+-", ""));
            command.add(file.toString());
        }
        for (String line : PackageIT.run(Map.of(), command)) {
            String[] words = line.strip().split("\\s+", -1);
            switch (words[0]) {
                case "SONAME" -> own.add(words[1]);
                case "NEEDED" -> needed.add(words[1]);
                default -> {}
            }
        }
        needed.removeAll(own);
        List<String> search = new ArrayList<>(List.of("dpkg", "--search"));
        needed.forEach(library -> search.add("*/x86_64-linux-gnu/" + library));
        return PackageIT.run(Map.of(), search).stream()
                .map(line -> line.split(":", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> natives(Path image, Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(image)) {
            for (Path jar : all.filter(file -> file.toString().endsWith(".jar")).toList()) {
                unpack(jar, folder);
            }
        }
        try (Stream<Path> laidOut = Files.walk(image);
                Stream<Path> unpacked = Files.walk(folder)) {
            return Stream.concat(laidOut, unpacked)
                    .filter(NeededLibraries::isElf)
                    .toList();
        }
    }

    /// Unpacks the natives of a jar, each with a number before its name: two jars may have a file of the same name.
    private static void unpack(Path jar, Path folder) throws IOException {
        try (JarFile entries = new JarFile(jar.toFile())) {
            for (JarEntry entry : entries.stream().toList()) {
                String name = entry.getName().replaceFirst(".*/", "");
                if (name.matches("(.*\\.so(\\.\\d+)*|ffmpeg|ffprobe)") && !entry.isDirectory()) {
                    try (InputStream in = entries.getInputStream(entry)) {
                        Files.copy(
                                in,
                                folder.resolve((jar.hashCode() & 0xFFFF) + "-" + name),
                                StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
    }

    private static boolean isElf(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] magic = in.readNBytes(4);
            return magic.length == 4 && magic[0] == 0x7F && magic[1] == 'E' && magic[2] == 'L' && magic[3] == 'F';
        } catch (IOException e) {
            return false;
        }
    }
}
