package io.rostrum.studio.dialogs;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// A question asked once, in a line where the thing is, not in a box over it. The safe answer has the focus.
final class Question extends VBox {
    private final Button stay;
    private final Button go;

    /// @param what   the question, naming the thing
    /// @param means  what follows, in a sentence
    /// @param safe   the answer that changes nothing
    /// @param risky  the other answer
    Question(String what, String means, String safe, String risky, Runnable onSafe, Runnable onRisky) {
        getStyleClass().add("question");
        stay = DialogFrame.plain(safe, onSafe);
        go = DialogFrame.plain(risky, onRisky);
        HBox answers = new HBox(go, stay);
        answers.getStyleClass().add("answers");
        answers.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(Texts.wrapped(what), Texts.small(means), answers);
        getChildren().getFirst().getStyleClass().add("strong");
    }

    /// {@return this, with the other answer marked as one that something is lost by}
    Question losing() {
        go.getStyleClass().add("danger");
        return this;
    }

    /// Leads the keyboard to the safe answer.
    void askNow() {
        stay.requestFocus();
    }
}
