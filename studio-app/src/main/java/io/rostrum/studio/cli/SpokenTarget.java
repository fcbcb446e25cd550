package io.rostrum.studio.cli;

import io.rostrum.push.target.PushListener;
import io.rostrum.push.target.PushState;
import io.rostrum.push.target.PushUrl;
import java.util.function.Consumer;

/// Tells the user what happens to one target: trouble, once for as long as it is the same, and the end of trouble.
final class SpokenTarget implements PushListener {
    private final String who;
    private final Consumer<String> say;
    private String trouble = "";

    /// @param id  number of the target
    /// @param say takes sentences, on the target's network thread
    SpokenTarget(int id, PushUrl url, Consumer<String> say) {
        this.who = name(id, url);
        this.say = say;
    }

    /// {@return a target's name in sentences}
    static String name(int id, PushUrl url) {
        return "Target " + id + " (" + url + ")";
    }

    @Override
    public void stateChanged(PushState state) {
        switch (state) {
            case PushState.Waiting waiting -> {
                if (!waiting.why().equals(trouble)) {
                    trouble = waiting.why();
                    say.accept(who + ": " + trouble + "; trying again until it works.");
                }
            }
            case PushState.Failed(String why, String whatToDo) -> {
                trouble = why;
                say.accept((who + " failed: " + why + ". " + whatToDo).strip());
            }
            case PushState.Live _ -> {
                if (!trouble.isEmpty()) {
                    trouble = "";
                    say.accept(who + " is live again.");
                }
            }
            case PushState.Idle _, PushState.Connecting _ -> {}
        }
    }

    @Override
    public void serverSaid(String level, String code, String text) {
        if (!level.equals("status")) {
            say.accept(who + ", " + level + " from the server: " + text + " (" + code + ")");
        }
    }
}
