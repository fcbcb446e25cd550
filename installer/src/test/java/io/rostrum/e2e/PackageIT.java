package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.rostrum.testing.Child;
import io.rostrum.testing.peer.FreePorts;
import io.rostrum.testing.product.Rostrum;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `./rostrum package app-image` makes, used as its users do: unpacked somewhere else, and installed from
/// there.
@Tag("together")
final class PackageIT {
    private static final Duration LIMIT = Duration.ofMinutes(15);

    @TempDir
    static Path elsewhere;

    private static Path image = Path.of("");

    @BeforeAll
    static void packageAndMove() throws Exception {
        Map<String, String> quick = Map.of("DEB_COMPRESSION", "gzip");
        try (Child packaging = Rostrum.start(quick, List.of("package", "all", "--version", "0.1.0"))) {
            assertThat(packaging.awaitExit(LIMIT)).as(packaging::tail).contains(0);
        }
        image = elsewhere.resolve("an image with spaces");
        run(
                Map.of(),
                List.of(
                        "cp",
                        "-a",
                        Rostrum.home().resolve("installer/target/dist/rostrum").toString(),
                        image.toString()));
    }

    /// Runs a command to its end, which has to be a success.
    ///
    /// @return what it said on both outputs
    static List<String> run(Map<String, String> environment, List<String> command) throws Exception {
        try (Child child = Child.start(command.getFirst(), command, environment)) {
            assertThat(child.awaitExit(LIMIT)).as(child::tail).contains(0);
            return child.lines();
        }
    }

    private static List<String> rostrum(Path home, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(image.resolve("bin/rostrum").toString()));
        command.addAll(List.of(arguments));
        return run(Map.of("HOME", home.toString()), command);
    }

    private static DebPackage deb() {
        return new DebPackage(Rostrum.home().resolve("installer/target/dist/rostrum_0.1.0_amd64.deb"));
    }

    @Test
    void theDebRegistersAServiceAndLeavesItsConfigurationToTheAdministrator() throws Exception {
        DebPackage deb = deb();

        assertThat(deb.field("Package")).isEqualTo("rostrum");
        assertThat(deb.field("Version")).isEqualTo("0.1.0");
        assertThat(deb.controlFile("conffiles")).containsExactly("/etc/rostrum/rostrum.yaml");
        List<DebPackage.Entry> contents = deb.contents();
        assertThat(contents)
                .extracting(DebPackage.Entry::path)
                .contains(
                        "./usr/bin/rostrum",
                        "./usr/bin/rostrum-server",
                        "./usr/lib/systemd/system/rostrum-server.service",
                        "./usr/share/applications/io.rostrum.Rostrum.desktop",
                        "./usr/share/metainfo/io.rostrum.Rostrum.metainfo.xml",
                        "./usr/share/icons/hicolor/scalable/apps/rostrum.svg",
                        "./usr/share/man/man1/rostrum.1.gz",
                        "./usr/share/doc/rostrum/copyright",
                        "./opt/rostrum/lib/runtime/bin/java")
                .noneMatch(file -> file.contains(".wants/"))
                .noneMatch(file -> file.startsWith("./home") || file.startsWith("./var"));
        assertThat(contents).extracting(DebPackage.Entry::owner).containsOnly("root/root");
    }

    @Test
    void theDebDependsOnWhatItsLibrariesNeedAndOnNothingElse(@TempDir Path folder) throws Exception {
        Set<String> declared = deb().libraryPackages();

        assertThat(NeededLibraries.packages(image, folder)).isEqualTo(declared);
    }

    @Test
    void examinesTheMachineWithItsOwnRuntime(@TempDir Path home) throws Exception {
        List<String> said = rostrum(home, "doctor", "--json");

        String json = said.stream().dropWhile(line -> !line.startsWith("{")).collect(Collectors.joining("\n"));
        assertThat(JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("findings"))
                .anySatisfy(finding -> assertThat(
                                finding.getAsJsonObject().get("topic").getAsString())
                        .isEqualTo("encoder x264"));
        assertThat(home.resolve(".cache/rostrum/natives")).isDirectory();
        assertThat(home.resolve(".javacpp")).doesNotExist();
    }

    @Test
    void broadcastsWithAllFilters(@TempDir Path home) throws Exception {
        Path recording = home.resolve("out.mp4");

        rostrum(
                home,
                "broadcast",
                "--video",
                "testcard",
                "--audio",
                "testcard",
                "--size",
                "640x360",
                "--duration",
                "2s",
                "--filter",
                "beauty=0.5",
                "--filter",
                "blur=background",
                "--filter",
                "watermark=text:HELLO",
                "--record",
                recording.toString());

        assertThat(recording).isNotEmptyFile();
    }

    @Test
    void theServerStartsFromItsStartCache(@TempDir Path data) throws Exception {
        Path server = image.resolve("lib/app/server");

        List<String> command = new ArrayList<>(List.of(
                image.resolve("lib/runtime/bin/java").toString(),
                "@" + image.resolve("lib/app/server.options"),
                "-XX:AOTCache=" + server.resolve("companion-server.aot"),
                "-XX:AOTMode=on")); // a cache that cannot be used is an error
        command.addAll(List.of("-jar", server.resolve("companion-server.jar").toString(), "--data", data.toString()));
        command.addAll(List.of("--http", "0", "--rtmp", "0", "--exit-when-ready"));

        assertThat(run(Map.of(), command)).anyMatch(line -> line.contains("[server] stopped"));
    }

    @Test
    void theStudioStartsFromItsStartCache(@TempDir Path home) throws Exception {
        Path studio = image.resolve("lib/app/studio");
        Path data = Files.createDirectory(home.resolve("data"));
        Files.copy(
                Rostrum.home().resolve("installer/packaging/linux/first-picture.json"), data.resolve("settings.json"));

        List<String> command = new ArrayList<>(List.of(
                image.resolve("lib/runtime/bin/java").toString(),
                "@" + image.resolve("lib/app/studio.options"),
                "-XX:AOTCache=" + studio.resolve("studio-app.aot"),
                "-XX:AOTMode=on", // a cache that cannot be used is an error
                "-Dglass.platform=Headless",
                "-Dprism.order=sw",
                "-Dorg.bytedeco.javacpp.cachedir=" + home.resolve("natives"),
                "-Drostrum.home=" + image.resolve("lib/app")));
        command.addAll(List.of("-jar", studio.resolve("studio-app.jar").toString()));
        command.addAll(List.of("studio", "--data", data.toString(), "--exit-when-shown"));
        List<String> said = run(Map.of("HOME", home.toString()), command);

        assertThat(said).noneMatch(line -> line.contains("could not deserialize")); // of style sheets
        assertThat(data.resolve("settings.json")).content().contains("Test card");
    }

    @Test
    void setsUpUpgradesAndUninstallsWithoutAWindow(@TempDir Path home) throws Exception {
        int http = FreePorts.one();
        int rtmp = FreePorts.one();
        Path prefix = home.resolve(".local/share/rostrum-app");
        Path command = home.resolve(".local/bin/rostrum");
        Path keys = home.resolve("live data/keys.txt");
        setup(home, "--data", home.resolve("live data").toString(), "--http", "" + http, "--rtmp", "" + rtmp);
        assertThat(run(Map.of(), List.of(command.toString(), "version"))).contains("rostrum 0.1.0");
        Files.writeString(keys, "the user's");
        serves(home, http);

        Files.writeString(image.resolve("lib/image.properties"), "version=0.2.0\n");
        setup(home);

        assertThat(run(Map.of(), List.of(command.toString(), "version"))).contains("rostrum 0.2.0");
        assertThat(prefix.resolve("versions")).isDirectoryNotContaining(version -> !version.endsWith("0.2.0"));
        serves(home, http);

        // by the very programs that are removed
        run(
                Map.of(),
                List.of(
                        command.toString(),
                        "setup",
                        "--headless",
                        "--uninstall",
                        "--yes",
                        "--try-in",
                        home.toString()));

        assertThat(prefix).doesNotExist();
        assertThat(keys).hasContent("the user's");
        assertThat(filesOutside(home, keys.resolveSibling(""))).isEmpty();
    }

    private static void setup(Path home, String... more) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("setup", "--headless", "--yes", "--no-check", "--try-in", home.toString()));
        arguments.addAll(List.of(more));
        rostrum(home, arguments.toArray(String[]::new));
    }

    /// The installed command starts a server with the configuration that the set-up wrote, which ends when it is
    /// asked to.
    private static void serves(Path home, int http) throws Exception {
        List<String> command = List.of(
                home.resolve(".local/bin/rostrum-server").toString(),
                "--config",
                home.resolve(".config/rostrum/rostrum.yaml").toString());
        try (Child server = Child.start("rostrum-server", command, Map.of("HOME", home.toString()));
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + "/readyz"))
                    .build();
            Awaitility.await("readiness")
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> client.send(ready, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200);
            server.terminate();
            assertThat(server.awaitExit(Duration.ofSeconds(30)))
                    .as(server::tail)
                    .contains(0);
        }
    }

    private static List<String> filesOutside(Path home, Path data) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(file -> !Files.isDirectory(file) && !file.startsWith(data))
                    .map(Path::toString)
                    .toList();
        }
    }

    @Test
    void holdsNativesOfThisPlatformOnlyAndKeepsTheServerFreeOfMedia() throws IOException {
        List<String> foreign = new ArrayList<>();
        for (Path jar : jars("lib")) {
            try (JarFile entries = new JarFile(jar.toFile())) {
                entries.stream()
                        .map(entry -> entry.getName())
                        .filter(PackageIT::isOfAnotherPlatform)
                        .forEach(name -> foreign.add(jar.getFileName() + ": " + name));
            }
        }
        assertThat(foreign).isEmpty();
        assertThat(jars("lib/app/server"))
                .noneMatch(jar -> jar.toString().matches(".*(ffmpeg-|opencv|javafx|javacpp).*"));
    }

    private static boolean isOfAnotherPlatform(String entry) {
        return entry.matches(".*\\.(dll|dylib|jnilib)")
                || entry.matches(".*(arm|aarch|ppc|riscv|x86/).*\\.so(\\.\\d+)*");
    }

    @Test
    void theRuntimeHasTheModulesThatTheProgramsAskFor() throws Exception {
        Path jdk = Path.of(System.getProperty("java.home"));
        Set<String> there =
                run(Map.of(), List.of(image.resolve("lib/runtime/bin/java").toString(), "--list-modules")).stream()
                        .map(line -> line.replaceFirst("@.*", ""))
                        .collect(Collectors.toSet());

        Map<String, Child> examined = new LinkedHashMap<>();
        for (String program : List.of("studio/studio-app.jar", "server/companion-server.jar", "setup/installer.jar")) {
            Path jar = image.resolve("lib/app").resolve(program);
            List<String> command = List.of(
                    jdk.resolve("bin/jdeps").toString(),
                    "--print-module-deps",
                    "--ignore-missing-deps",
                    "--recursive",
                    "-q",
                    "--multi-release",
                    "25",
                    "--class-path",
                    jar.resolveSibling("lib") + "/*",
                    jar.toString());
            examined.put(program, Child.start("jdeps", command, Map.of()));
        }
        for (Map.Entry<String, Child> one : examined.entrySet()) {
            try (Child jdeps = one.getValue()) {
                assertThat(jdeps.awaitExit(LIMIT)).as(jdeps::tail).contains(0);
                Set<String> asked =
                        new TreeSet<>(Arrays.asList(jdeps.lines().getLast().split(",", -1)));
                assertThat(asked).contains("java.base");

                asked.removeAll(there);
                assertThat(asked)
                        .as("modules that " + one.getKey() + " asks for and the runtime lacks")
                        .isEmpty();
            }
        }
    }

    private static List<Path> jars(String below) throws IOException {
        try (Stream<Path> all = Files.walk(image.resolve(below))) {
            return all.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }
}
