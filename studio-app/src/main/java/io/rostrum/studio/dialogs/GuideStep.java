package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.mark;
import static io.rostrum.studio.words.Wording.tr;

import java.util.List;

/// The steps of the first run, in order.
enum GuideStep {
    DEVICES(mark("Camera and microphone"), mark("Choose what viewers see and hear. You can change it at any time.")),
    DESTINATION(mark("Where to stream"), mark("Your own page is ready. Add a service now, or later.")),
    TEST(mark("A short test"), mark("Five seconds without an audience show whether all is well."));

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
        return tr("Step {0} of {1}", all.indexOf(this) + 1, all.size());
    }
}
