package io.rostrum.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A Debian package as `dpkg-deb` reads it.
record DebPackage(Path file) {
    /// What is depended on for other reasons than a library: the user and the service, and letters to draw.
    private static final Set<String> PROGRAMS =
            Set.of("adduser", "init-system-helpers", "fontconfig", "fonts-dejavu-core");

    String field(String name) throws Exception {
        return dpkgDeb("--field", name).getFirst();
    }

    List<String> controlFile(String name) throws Exception {
        return dpkgDeb("--info", name);
    }

    /// A file of the package.
    ///
    /// @param path  as `./usr/bin/rostrum`
    /// @param owner as `root/root`
    record Entry(String path, String owner) {}

    List<Entry> contents() throws Exception {
        return dpkgDeb("--contents").stream()
                .map(line -> line.split("\\s+", 6))
                .map(words -> new Entry(words[5].replaceFirst(" -> .*", ""), words[1]))
                .toList();
    }

    /// {@return the packages of libraries that it depends on, each by the first of its names}
    Set<String> libraryPackages() throws Exception {
        String depends = String.join(" ", dpkgDeb("--field", "Depends")).replace("Depends:", "");
        return Arrays.stream(depends.split(",", -1))
                .map(one -> one.strip().split("[ |(]", 2)[0])
                .filter(name -> !PROGRAMS.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> dpkgDeb(String action, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of("dpkg-deb", action, file.toString()));
        command.addAll(List.of(more));
        return PackageIT.run(Map.of(), command);
    }
}
