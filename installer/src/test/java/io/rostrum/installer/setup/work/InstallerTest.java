package io.rostrum.installer.setup.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.installer.setup.Installation;
import io.rostrum.installer.setup.plan.Choices;
import io.rostrum.installer.setup.plan.Image;
import io.rostrum.installer.setup.plan.Manifest;
import io.rostrum.installer.setup.plan.Part;
import io.rostrum.installer.setup.plan.Plan;
import io.rostrum.installer.setup.plan.Planner;
import io.rostrum.installer.setup.plan.Present;
import io.rostrum.installer.setup.plan.ServiceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Installs, upgrades and uninstalls in a home folder of its own; only the service manager is made up.
final class InstallerTest {
    private static final String DATA = ".local/share/rostrum/server/";
    private static final String PREFIX = ".local/share/rostrum-app/";

    private final List<String> commands = new ArrayList<>();
    private final Installation.Said said = new Installation.Said();
    private Installation at;

    @BeforeEach
    void home(@TempDir Path folder) {
        at = new Installation(folder);
    }

    private void install(Image image, Choices choices) throws Exception {
        carryOut(plan(image, choices));
    }

    private Plan plan(Image image, Choices choices) throws IOException {
        return new Planner(image, at.places).install(choices, Present.read(choices.prefix(), at.places));
    }

    private void carryOut(Plan plan) throws Exception {
        new Installer(this::systemctl, port -> {}, said).carryOut(plan);
    }

    private void uninstall() throws Exception {
        Present present = Present.read(at.places.prefix(), at.places);
        carryOut(Planner.uninstall(present.manifest().orElseThrow(), present.config(), at.places));
    }

    private void systemctl(List<String> command) {
        commands.add(String.join(" ", command));
    }

    @Test
    void putsProgramsWhereTheSystemFindsThem() throws Exception {
        install(at.image("0.1"), at.choices(Part.STUDIO, Part.SERVER));

        Map<String, String> home = at.contents();
        assertThat(home)
                .containsEntry(PREFIX + "current", "→ " + at.home().resolve(PREFIX + "versions/0.1"))
                .containsEntry(PREFIX + "versions/0.1/lib/app/studio/studio-app.jar", "studio 0.1")
                .containsEntry(PREFIX + "versions/0.1/lib/app/server/companion-server.jar", "server 0.1")
                .containsEntry(".local/bin/rostrum", "→ " + at.home().resolve(PREFIX + "current/bin/rostrum"))
                .containsKey(".local/share/icons/hicolor/scalable/apps/rostrum.svg");
        assertThat(home.get(".local/share/applications/io.rostrum.Rostrum.desktop"))
                .contains("Exec=" + at.home().resolve(PREFIX + "current/bin/rostrum") + " studio\n");
        assertThat(home.get(".config/rostrum/rostrum.yaml"))
                .isEqualTo("# every key\nbind: 127.0.0.1\ndata: '" + at.places.data()
                        + "'\nhttp:\n  port: 8080\nrtmp:\n  port: 1935\n");
        assertThat(at.places.data()).isDirectory();
    }

    @Test
    void keepsTimesOfChangeByWhichTheStartCacheKnowsItsJars() throws Exception {
        install(at.image("0.1"), at.choices(Part.SERVER));

        Path jar = at.home().resolve(PREFIX + "current/lib/app/server/companion-server.jar");
        assertThat(Files.getLastModifiedTime(jar).toInstant()).isEqualTo(Installation.BUILT);
    }

    @Test
    void leavesOutThePartThatIsNotWanted() throws Exception {
        install(at.image("0.1"), at.choices(Part.SERVER));

        assertThat(at.contents().keySet())
                .noneMatch(name -> name.contains("studio-app.jar"))
                .noneMatch(name -> name.endsWith(".desktop"))
                .contains(".local/bin/rostrum-server");
    }

    @Test
    void anUpgradeReplacesTheProgramsAndKeepsDataAndConfiguration() throws Exception {
        install(at.image("0.1"), at.choices(Part.STUDIO, Part.SERVER).withPorts(8090, 1945));
        Files.writeString(at.places.data().resolve("keys.json"), "the user's keys");
        String changed = Files.readString(at.places.config()) + "log:\n  level: debug\n";
        Files.writeString(at.places.config(), changed);

        Choices before = Manifest.in(at.places.prefix()).orElseThrow().choices();
        install(at.image("0.2"), before);

        assertThat(at.contents())
                .containsEntry(PREFIX + "current", "→ " + at.home().resolve(PREFIX + "versions/0.2"))
                .containsEntry(PREFIX + "versions/0.2/lib/app/server/companion-server.jar", "server 0.2")
                .doesNotContainKey(PREFIX + "versions/0.1/lib/app/server/companion-server.jar")
                .containsEntry(DATA + "keys.json", "the user's keys")
                .containsEntry(".config/rostrum/rostrum.yaml", changed);
        assertThat(Manifest.in(at.places.prefix()).orElseThrow().version()).isEqualTo("0.2");
    }

    @Test
    void anUninstallRemovesWhatWasInstalledAndLeavesTheData() throws Exception {
        Files.createDirectories(at.home().resolve(".local/bin"));
        Files.writeString(at.home().resolve(".local/bin/other"), "another program");
        install(at.image("0.1"), at.choices(Part.STUDIO, Part.SERVER).withService(ServiceKind.USER));
        Files.writeString(at.places.data().resolve("keys.json"), "the user's keys");

        uninstall();

        assertThat(at.contents())
                .isEqualTo(Map.of(DATA + "keys.json", "the user's keys", ".local/bin/other", "another program"));
        assertThat(at.places.prefix()).doesNotExist();
        assertThat(commands).contains("systemctl --user disable --now rostrum-server.service");
    }

    @Test
    void anUninstallLeavesAConfigurationThatTheUserChanged() throws Exception {
        install(at.image("0.1"), at.choices(Part.SERVER));
        Files.writeString(at.places.config(), "log:\n  level: debug\n");

        uninstall();

        assertThat(at.contents()).containsOnlyKeys(".config/rostrum/rostrum.yaml");
    }

    @Test
    void registersTheServiceAndWaitsForTheServer() throws Exception {
        List<Integer> asked = new ArrayList<>();
        Plan plan = plan(at.image("0.1"), at.choices(Part.SERVER).withService(ServiceKind.USER));

        new Installer(this::systemctl, asked::add, said).carryOut(plan);

        assertThat(commands)
                .containsExactly(
                        "systemctl --user daemon-reload",
                        "systemctl --user enable rostrum-server.service",
                        "systemctl --user start rostrum-server.service");
        assertThat(asked).containsExactly(8080);
        assertThat(at.contents().get(".config/systemd/user/rostrum-server.service"))
                .contains("ExecStart=" + at.home().resolve(PREFIX + "current/bin/rostrum-server") + " --config "
                        + at.places.config() + "\n")
                .contains("KillSignal=SIGTERM\n");
    }

    @Test
    void aFailureLeavesEverythingAsItWas() throws Exception {
        Plan plan = plan(at.image("0.1"), at.choices(Part.STUDIO, Part.SERVER).withService(ServiceKind.USER));
        Installer installer = new Installer(
                this::systemctl,
                port -> {
                    throw new IOException("the server on port " + port + " was not ready");
                },
                said);

        assertThatThrownBy(() -> installer.carryOut(plan)).hasMessageContaining("was not ready");

        assertThat(at.contents()).isEmpty();
        assertThat(at.home().resolve(".config")).doesNotExist();
        assertThat(commands).endsWith("systemctl --user disable --now rostrum-server.service");
    }

    @Test
    void aServiceThatDoesNotStartIsSwitchedOffAgain() throws Exception {
        Plan plan = plan(at.image("0.1"), at.choices(Part.SERVER).withService(ServiceKind.USER));
        Installer installer = new Installer(
                command -> {
                    systemctl(command);
                    if (command.contains("start")) {
                        throw new IllegalStateException("no service manager");
                    }
                },
                _ -> {},
                said);

        assertThatThrownBy(() -> installer.carryOut(plan)).hasMessage("no service manager");

        assertThat(at.contents()).isEmpty();
        assertThat(commands).endsWith("systemctl --user disable --now rostrum-server.service");
    }

    @Test
    void aConfigurationKeepsWhoMayReadIt() throws Exception {
        install(at.image("0.1"), at.choices(Part.SERVER));
        Set<PosixFilePermission> own = PosixFilePermissions.fromString("rw-------");
        Files.setPosixFilePermissions(at.places.config(), own);

        install(at.image("0.2"), at.choices(Part.SERVER));

        assertThat(Files.getPosixFilePermissions(at.places.config())).isEqualTo(own);
    }

    @Test
    void anUpgradeWhoseServerDoesNotComeUpGoesBackToTheOldOne() throws Exception {
        install(at.image("0.1"), at.choices(Part.SERVER).withService(ServiceKind.USER));
        Map<String, String> before = at.contents();
        commands.clear();
        Plan plan = plan(
                at.image("0.2"), Manifest.in(at.places.prefix()).orElseThrow().choices());
        List<Map<String, String>> whenRestarted = new ArrayList<>();
        Installer installer = new Installer(
                command -> {
                    if (command.contains("restart")) {
                        whenRestarted.add(at.contents());
                    }
                    systemctl(command);
                },
                _ -> {
                    throw new IOException("not ready");
                },
                said);

        assertThatThrownBy(() -> installer.carryOut(plan)).hasMessage("not ready");

        assertThat(at.contents()).isEqualTo(before);
        assertThat(whenRestarted).hasSize(2).last().isEqualTo(before);
        assertThat(commands)
                .endsWith(
                        "systemctl --user daemon-reload",
                        "systemctl --user reset-failed rostrum-server.service",
                        "systemctl --user restart rostrum-server.service")
                .doesNotContain("systemctl --user disable --now rostrum-server.service");
    }

    @Test
    void aUserWhoCancelsFindsEverythingAsItWas() throws Exception {
        Plan plan = plan(at.image("0.1"), at.choices(Part.SERVER));
        Progress cancelsWhenCopying = new Progress() {
            private boolean cancelled;

            @Override
            public void step(String words, double done) {
                cancelled |= words.startsWith("Copying");
            }

            @Override
            public void trouble(String sentence) {
                said.trouble(sentence);
            }

            @Override
            public boolean cancelled() {
                return cancelled;
            }
        };

        assertThatThrownBy(() -> new Installer(this::systemctl, _ -> {}, cancelsWhenCopying).carryOut(plan))
                .isInstanceOf(CancellationException.class);

        assertThat(at.contents()).isEmpty();
        assertThat(said.troubles).isEmpty();
    }

    @Test
    void doesNotGoOverAProgramOfSomebodyElse() throws Exception {
        Path other = at.home().resolve(".local/bin/rostrum");
        Files.createDirectories(other.resolveSibling(""));
        Files.writeString(other, "another program");

        assertThatThrownBy(() -> install(at.image("0.1"), at.choices(Part.SERVER)))
                .hasMessageContaining("is in the way");

        assertThat(at.contents()).isEqualTo(Map.of(".local/bin/rostrum", "another program"));
    }

    @Test
    void aPackageOfTheSystemIsConfiguredWhereItIs() throws Exception {
        Image managed = at.image("0.1", "managed=dpkg\n");

        install(managed, at.choices(Part.STUDIO, Part.SERVER).withService(ServiceKind.USER));

        assertThat(at.contents().keySet())
                .containsExactlyInAnyOrder(
                        PREFIX + "install.json",
                        ".config/rostrum/rostrum.yaml",
                        ".config/systemd/user/rostrum-server.service");
        assertThat(at.contents().get(".config/systemd/user/rostrum-server.service"))
                .contains("ExecStart=" + managed.root().resolve("bin/rostrum-server") + " ");

        uninstall();

        assertThat(at.contents()).isEmpty();
        assertThat(managed.root()).isDirectory();
    }

    @Test
    void aSystemServiceGetsAUserAndADataFolderOfItsOwn() throws Exception {
        Plan plan = new Planner(at.image("0.1"), at.places)
                .install(
                        at.choices(Part.SERVER).withService(ServiceKind.SYSTEM),
                        new Present(Optional.empty(), Optional.empty(), Set.of(), false));

        carryOut(plan);

        assertThat(commands.getFirst()).startsWith("useradd --system ");
        assertThat(commands.get(1)).isEqualTo("install -d -o rostrum -g rostrum -m 0750 " + at.places.data());
        assertThat(at.contents().get(".config/systemd/user/rostrum-server.service"))
                .contains("User=rostrum\n", "ReadWritePaths=" + at.places.data() + "\n", "ProtectSystem=strict\n");
    }

    @Test
    void aServerForTheNetworkThatHasNoOwnerIsToBeClaimed() throws Exception {
        Planner planner = new Planner(at.image("0.1"), at.places);
        Choices shared = at.choices(Part.SERVER).withNetwork(true);
        Present nothing = new Present(Optional.empty(), Optional.empty(), Set.of(), false);

        assertThat(planner.install(at.choices(Part.SERVER), nothing).notes()).isEmpty();
        assertThat(planner.install(shared, nothing).notes())
                .singleElement(InstanceOfAssertFactories.STRING)
                .endsWith("in a terminal: rostrum server claim");
        assertThat(planner.install(shared.withService(ServiceKind.SYSTEM), nothing)
                        .notes())
                .singleElement(InstanceOfAssertFactories.STRING)
                .endsWith("in a terminal: sudo rostrum server claim");

        Files.createDirectories(shared.data());
        Files.writeString(shared.data().resolve("claimed"), "");
        assertThat(planner.install(shared, nothing).notes()).isEmpty();
    }

    @Test
    void aRepairOfTheSameVersionKeepsTheOldProgramsUntilTheEnd() throws Exception {
        Image image = at.image("0.1");
        install(image, at.choices(Part.SERVER));

        install(image, at.choices(Part.SERVER));

        assertThat(at.contents())
                .containsEntry(PREFIX + "current", "→ " + at.home().resolve(PREFIX + "versions/0.1-2"))
                .doesNotContainKey(PREFIX + "versions/0.1/bin/rostrum");
    }
}
