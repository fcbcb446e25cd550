package io.rostrum.installer.setup;

import io.rostrum.installer.setup.check.Doctor;
import io.rostrum.installer.setup.check.Finding;
import io.rostrum.installer.setup.check.ServiceCheck;
import io.rostrum.installer.setup.plan.Choices;
import io.rostrum.installer.setup.plan.Image;
import io.rostrum.installer.setup.plan.Manifest;
import io.rostrum.installer.setup.plan.Part;
import io.rostrum.installer.setup.plan.Places;
import io.rostrum.installer.setup.plan.Plan;
import io.rostrum.installer.setup.plan.Planner;
import io.rostrum.installer.setup.plan.Present;
import io.rostrum.installer.setup.window.SetupTasks;
import io.rostrum.installer.setup.work.Commands;
import io.rostrum.installer.setup.work.Installer;
import io.rostrum.installer.setup.work.Progress;
import io.rostrum.installer.setup.work.ServerProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// What can be done from one image on this machine; the window and the command line both stand on it.
final class Setup implements SetupTasks {
    private final Image image;
    private final Places places;
    private final Commands commands;
    private final ServerProbe probe;
    private final Path prefix;
    private final AtomicReference<Doctor> doctor = new AtomicReference<>();

    /// @param prefix where an installation is looked for
    Setup(Image image, Places places, Path prefix, Commands commands, ServerProbe probe) {
        this.image = image;
        this.places = places;
        this.prefix = prefix;
        this.commands = commands;
        this.probe = probe;
    }

    Image image() {
        return image;
    }

    Places places() {
        return places;
    }

    /// {@return the installation that is there}
    Optional<Manifest> installed() throws IOException {
        return Manifest.in(prefix);
    }

    @Override
    public ServiceCheck services() throws InterruptedException {
        return ServiceCheck.look(places.root(), commands);
    }

    @Override
    public List<Finding> examine() throws IOException, InterruptedException {
        if (!image.parts().contains(Part.STUDIO)) {
            return List.of(new Finding(
                    "studio", Finding.Health.LACKING, "not part of this copy, so nothing of it was tried", ""));
        }
        Doctor asked = new Doctor(image.program());
        doctor.set(asked);
        return asked.examine();
    }

    @Override
    public void cancelExamination() {
        Doctor asked = doctor.get();
        if (asked != null) {
            asked.cancel();
        }
    }

    @Override
    public Plan install(Choices choices) throws IOException {
        return new Planner(image, places).install(choices, Present.read(choices.prefix(), places));
    }

    @Override
    public Plan uninstall() throws IOException {
        Manifest manifest = installed()
                .orElseThrow(() ->
                        new IOException("no installation of Rostrum at " + prefix + "; --prefix names another folder"));
        return Planner.uninstall(manifest, Present.read(prefix, places).config(), places);
    }

    @Override
    public void carryOut(Plan plan, Progress progress) throws IOException, InterruptedException {
        new Installer(commands, probe, progress).carryOut(plan);
    }
}
