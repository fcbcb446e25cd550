package io.rostrum.installer.setup.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Works out what is to be done. It reads the image's reference configuration, and nothing else.
///
/// An installation lies in one folder, its prefix: `versions/V` holds the programs of a version, `current` is a
/// link to
/// the one
/// in use, `install.json` the record. Links, desktop entry, unit and configuration lie where the system looks for
/// them
/// and go through
/// `current`, so that an upgrade takes effect in one step.
public final class Planner {
    static final String VERSIONS = "versions";
    /// What the server puts into its data folder once it has an owner.
    private static final String CLAIMED = "claimed";
    private static final String CURRENT = "current";
    private static final String DESKTOP_ENTRY = "io.rostrum.Rostrum.desktop";

    private final Image image;
    private final Places places;

    public Planner(Image image, Places places) {
        this.image = image;
        this.places = places;
    }

    /// {@return what installs, changes or upgrades}
    ///
    /// @throws IOException if the image is incomplete
    public Plan install(Choices choices, Present present) throws IOException {
        return new Installation(choices, present).plan();
    }

    /// {@return what removes an installation and leaves the data}
    ///
    /// @param config text of the server's configuration, if it is there
    public static Plan uninstall(Manifest manifest, Optional<String> config, Places places) {
        List<Action> actions = new ArrayList<>();
        List<Action> afterwards = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Choices choices = manifest.choices();
        if (choices.service() != ServiceKind.NONE) {
            actions.add(new Systemd(choices.service()).disable());
        }
        manifest.files().forEach(file -> afterwards.add(new Action.Remove(file)));
        manifest.config().ifPresent(file -> {
            if (config.map(Planner::digest)
                    .filter(manifest.configDigest()::equals)
                    .isPresent()) {
                afterwards.add(new Action.Remove(file));
                afterwards.add(new Action.RemoveEmpty(file.resolveSibling("")));
            } else if (config.isPresent()) {
                notes.add("You changed " + file + ", so it stays.");
            }
        });
        if (choices.service() != ServiceKind.NONE) {
            afterwards.add(new Systemd(choices.service()).reload());
        }
        Path prefix = choices.prefix();
        if (!manifest.managed()) {
            afterwards.add(new Action.Remove(prefix.resolve(CURRENT)));
            afterwards.add(new Action.RemoveTree(prefix.resolve(VERSIONS)));
        }
        afterwards.add(new Action.RemoveTree(places.cache()));
        afterwards.add(new Action.Remove(prefix.resolve(Manifest.NAME)));
        afterwards.add(new Action.RemoveEmpty(prefix));
        notes.add("Your data in " + choices.data() + " stays.");
        if (manifest.managed()) {
            notes.add("The programs belong to the system's package; `apt remove rostrum` removes them.");
        }
        return new Plan(actions, afterwards, notes);
    }

    static String digest(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java runtime", e);
        }
    }

    /// One plan in the making.
    private final class Installation {
        private final Choices choices;
        private final Present present;
        private final List<Action> actions = new ArrayList<>();
        private final List<Action> afterwards = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final List<Path> files = new ArrayList<>();
        private final Path programs;
        private final Path program;
        private final Path serverProgram;

        Installation(Choices choices, Present present) {
            this.choices = choices;
            this.present = present;
            this.programs = image.managed()
                    ? image.root()
                    : choices.prefix().resolve(VERSIONS).resolve(freeName(present.versions()));
            Path used = image.managed() ? image.root() : choices.prefix().resolve(CURRENT);
            this.program = used.resolve("bin/rostrum");
            this.serverProgram = used.resolve("bin/rostrum-server");
        }

        /// {@return the version, with a number behind it where its folder is in use: a repair keeps the old one
        /// until
        /// the end}
        private String freeName(Set<String> taken) {
            String name = image.version();
            for (int i = 2; taken.contains(name); i++) {
                name = image.version() + "-" + i;
            }
            return name;
        }

        Plan plan() throws IOException {
            serviceThatRuns();
            if (!image.managed()) {
                actions.add(new Action.CopyImage(image.root(), programs, choices.parts()));
            }
            Optional<Path> config = Optional.empty();
            String digest = "";
            if (choices.has(Part.SERVER)) {
                data();
                String text = ServerConfigText.with(
                        present.config().isPresent()
                                ? present.config().get()
                                : Files.readString(image.referenceConfig()),
                        choices);
                config = Optional.of(places.config());
                digest = digest(text);
                actions.add(new Action.WriteFile(places.config(), text));
                unit();
                owner();
            }
            if (!image.managed()) {
                command("rostrum", program);
                if (choices.has(Part.SERVER)) {
                    command("rostrum-server", serverProgram);
                }
                if (choices.has(Part.STUDIO)) {
                    desktopEntry();
                }
                actions.add(new Action.Link(choices.prefix().resolve(CURRENT), programs));
            }
            Manifest manifest =
                    new Manifest(image.version(), programs, image.managed(), choices, files, config, digest);
            actions.add(new Action.WriteFile(choices.prefix().resolve(Manifest.NAME), manifest.json()));
            service();
            leftOvers();
            return new Plan(actions, afterwards, notes);
        }

        /// A server that nobody has claimed listens on this computer only, whatever was chosen here.
        private void owner() {
            if (choices.network() && !Files.exists(choices.data().resolve(CLAIMED))) {
                String command = (choices.service() == ServiceKind.SYSTEM ? "sudo " : "") + "rostrum server claim";
                notes.add("Other computers reach the server once it has an owner. Become that here, in a terminal: "
                        + command);
            }
        }

        private void data() {
            if (choices.service() != ServiceKind.SYSTEM) {
                actions.add(new Action.MakeDataFolder(choices.data()));
                return;
            }
            String user = Systemd.USER;
            if (!present.serviceUser()) {
                actions.add(new Action.Run(
                        "Making the user " + user + ", who runs the server",
                        List.of(
                                "useradd",
                                "--system",
                                "--user-group",
                                "--no-create-home",
                                "--home-dir",
                                choices.data().toString(),
                                "--shell",
                                "/usr/sbin/nologin",
                                user),
                        List.of(List.of("userdel", user))));
            }
            actions.add(new Action.Run(
                    "Making the data folder " + choices.data(),
                    List.of(
                            "install",
                            "-d",
                            "-o",
                            user,
                            "-g",
                            user,
                            "-m",
                            "0750",
                            choices.data().toString()),
                    List.of()));
        }

        private void unit() {
            if (choices.service() == ServiceKind.NONE || (image.managed() && choices.service() == ServiceKind.SYSTEM)) {
                return; // the package has the system's unit
            }
            Template template =
                    choices.service() == ServiceKind.SYSTEM ? Template.SYSTEM_SERVICE : Template.USER_SERVICE;
            file(places.units().resolve(Systemd.UNIT), template.filled(serverProgram, places.config(), choices.data()));
        }

        private void command(String name, Path target) {
            Path link = places.programs().resolve(name);
            actions.add(new Action.Link(link, target));
            files.add(link);
        }

        private void desktopEntry() {
            file(
                    places.applications().resolve(DESKTOP_ENTRY),
                    Template.DESKTOP_ENTRY.filled(program, places.config(), choices.data()));
            Path icon = places.icons().resolve("scalable/apps/rostrum.svg");
            actions.add(new Action.CopyFile(image.root().resolve("share/rostrum.svg"), icon));
            files.add(icon);
        }

        private void file(Path file, String content) {
            actions.add(new Action.WriteFile(file, content));
            files.add(file);
        }

        private ServiceKind serviceBefore() {
            return present.manifest().map(before -> before.choices().service()).orElse(ServiceKind.NONE);
        }

        /// A server that runs the old version is started again with it, and with its configuration, when the new one
        /// does
        /// not come up: this comes first, so that it is taken back last.
        private void serviceThatRuns() {
            if (choices.service() != ServiceKind.NONE && serviceBefore() == choices.service()) {
                actions.add(new Systemd(choices.service()).restartWhenTakenBack());
            }
        }

        private void service() {
            ServiceKind before = serviceBefore();
            if (before != ServiceKind.NONE && before != choices.service()) {
                actions.add(new Systemd(before).disable());
            }
            if (choices.service() != ServiceKind.NONE) {
                Systemd systemd = new Systemd(choices.service());
                actions.add(systemd.reload());
                if (before == choices.service()) {
                    actions.add(systemd.restart());
                } else {
                    actions.add(systemd.enable());
                    actions.add(systemd.start());
                }
                actions.add(new Action.AwaitServer(choices.httpPort()));
            }
        }

        /// What the version before had and this one does not have.
        private void leftOvers() {
            present.manifest().ifPresent(before -> {
                before.files().stream()
                        .filter(file -> !files.contains(file))
                        .forEach(file -> afterwards.add(new Action.Remove(file)));
                if (!before.managed() && !before.programs().equals(programs)) {
                    afterwards.add(new Action.RemoveTree(before.programs()));
                }
                if (before.choices().has(Part.SERVER)
                        && !before.choices().data().equals(choices.data())) {
                    notes.add("The data in " + before.choices().data() + " stays there; the server now keeps it in "
                            + choices.data() + ".");
                }
            });
        }
    }
}
