package io.rostrum.installer.setup.window;

import io.rostrum.installer.setup.plan.Manifest;
import javax.swing.ButtonGroup;
import javax.swing.JRadioButton;

/// What the set-up is about to do; where something is installed, also how to remove it.
final class WelcomePage extends PagePanel {
    private static final long serialVersionUID = 1L;

    WelcomePage(SetupModel model) {
        super(
                model,
                model.installed().isPresent() ? "Rostrum is installed" : "Welcome to Rostrum",
                "A live-broadcast studio for the desktop with its own media server.");
        model.installed().ifPresentOrElse(this::choose, this::introduce);
        fill();
    }

    private void introduce() {
        add(
                20,
                text(
                        "Set-up asks what to install and where, looks whether this computer has what a broadcast needs, and shows"
                                + " what it is going to do. Nothing is changed before you agree to that."));
        add(
                16,
                text("It takes about two minutes. You can go back at every step, and cancel at any time: what was done"
                        + " until then is taken back."));
        if (model.image().managed()) {
            add(
                    16,
                    text(
                            "The programs are here already: the system's package brought them. Set-up chooses folders and ports and lets"
                                    + " the server start by itself."));
        }
    }

    private void choose(Manifest before) {
        String version = model.image().version();
        boolean same = version.equals(before.version());
        JRadioButton install = new JRadioButton(
                same ? "Change or repair the installation" : "Upgrade from " + before.version() + " to " + version,
                true);
        JRadioButton uninstall = new JRadioButton("Uninstall");
        ButtonGroup group = new ButtonGroup();
        group.add(install);
        group.add(uninstall);
        install.addActionListener(_ -> model.goal(Goal.INSTALL));
        uninstall.addActionListener(_ -> model.goal(Goal.UNINSTALL));
        add(
                24,
                new Card(
                        install,
                        "Your data and your changes to the configuration stay. The old programs stay until the new ones run."));
        add(
                12,
                new Card(
                        uninstall,
                        "Removes what set-up installed. Your data in "
                                + before.choices().data() + " stays."));
    }

    @Override
    void refresh() {
        // nothing on it changes
    }
}
