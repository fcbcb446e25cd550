package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.mark;

import io.rostrum.studio.dialogs.SetUpAdvice.Use;
import java.util.Arrays;
import java.util.List;

/// The steps of the set-up, in order.
enum SetUpStep {
    GOAL(
            mark("What is it for?"),
            mark("A few questions, a look at this computer and at your connection, and settings that suit both.")),
    PICTURE(
            mark("The picture"),
            mark(
                    "The largest size and the highest rate that you want. Where your connection is too slow, less is proposed.")),
    ENCODER(mark("The encoder"), mark("Each of these has encoded pictures on this computer just now.")),
    UPLINK(
            mark("Your connection"),
            mark("How much each destination can be sent. Measuring takes about 13 seconds for each.")),
    RESULT(mark("Settings that suit"), mark("Change what you like. Nothing is changed before you press “Apply”."));

    private final String title;
    private final String explanation;

    SetUpStep(String title, String explanation) {
        this.title = title;
        this.explanation = explanation;
    }

    String title() {
        return title;
    }

    String explanation() {
        return explanation;
    }

    /// {@return those there are for a use: what is only recorded needs no connection}
    static List<SetUpStep> of(Use use) {
        return Arrays.stream(values())
                .filter(step -> step != UPLINK || use.streams())
                .toList();
    }
}
