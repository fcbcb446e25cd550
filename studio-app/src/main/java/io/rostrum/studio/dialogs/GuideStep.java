package io.rostrum.studio.dialogs;

import java.util.List;

/// The steps of the first run, in order.
enum GuideStep {
    DEVICES("Camera and microphone", "Choose what viewers see and hear. You can change it at any time."),
    DESTINATION("Where to stream", "Your own page is ready. Add a service now, or later."),
    TEST("A short test", "Five seconds without an audience show whether all is well.");

    private final String title;
    private final String explanation;

    GuideStep(String title, String explanation) {
        this.title = title;
        this.explanation = explanation;
    }

    String title() {
        return title;
    }

    String explanation() {
        return explanation;
    }

    boolean first() {
        return this == DEVICES;
    }

    boolean last() {
        return this == TEST;
    }

    /// {@return the step after this one; this one where it is the last}
    GuideStep next() {
        return switch (this) {
            case DEVICES -> DESTINATION;
            case DESTINATION, TEST -> TEST;
        };
    }

    /// {@return the step before this one; this one where it is the first}
    GuideStep previous() {
        return switch (this) {
            case DEVICES, DESTINATION -> DEVICES;
            case TEST -> DESTINATION;
        };
    }

    /// {@return where one is: `Step 1 of 3`}
    String progress() {
        List<GuideStep> all = List.of(values());
        return "Step " + (all.indexOf(this) + 1) + " of " + all.size();
    }
}
