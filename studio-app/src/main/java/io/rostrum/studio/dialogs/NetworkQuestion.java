package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.WindowSetting;
import java.util.Optional;

/// Lets other machines reach the page, and asks about it, once in a studio's life.
final class NetworkQuestion {
    private final Studio studio;

    NetworkQuestion(Studio studio) {
        this.studio = studio;
    }

    /// Opens the page to the network, if this was agreed to before.
    ///
    /// @param answered run after the question was answered
    /// @return the question that must be answered first
    Optional<Question> open(Runnable answered) {
        if (studio.snapshot().window().networkAsked()) {
            studio.openToNetwork(true);
            return Optional.empty();
        }
        return Optional.of(new Question(
                tr("Let phones and other computers watch?"),
                tr("Everybody in your network who knows the address can watch then, and send with a valid "
                        + "key. Do it at home or at work, not in a café. You can close it again at any time."),
                tr("Only this computer"),
                tr("Let others watch"),
                answered,
                () -> {
                    WindowSetting window = studio.snapshot().window();
                    studio.window(window.withNetworkAsked());
                    studio.openToNetwork(true);
                    answered.run();
                }));
    }
}
