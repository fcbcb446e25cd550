package io.rostrum.installer.setup.window;

import java.util.List;

/// The pages of the wizard.
enum Page {
    WELCOME("Welcome"),
    PARTS("What to install"),
    PLACES("Folders and ports"),
    CHECK("Check"),
    SUMMARY("Summary"),
    WORK("Installation"),
    DONE("Done");

    private final String title;

    Page(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /// {@return the pages that come one after the other}
    static List<Page> of(Goal goal) {
        return goal == Goal.INSTALL ? List.of(values()) : List.of(WELCOME, SUMMARY, WORK, DONE);
    }
}
