package io.rostrum.studio.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/// What was before each edit, so that it can be taken back and done again. Bounded: the oldest of [#MOST] is
/// forgotten. Confined to one thread.
///
/// @param <T> what is edited; immutable
final class EditHistory<T> {
    static final int MOST = 500;

    /// A slider that moves is one edit, until it rests for so long.
    private static final long ONE_EDIT_NANOS = 1_000_000_000;

    private final LongSupplier nanos;
    private final Deque<T> undo = new ArrayDeque<>();
    private final Deque<T> redo = new ArrayDeque<>();
    private String lastMove = "";
    private long lastNanos;

    /// @param nanos a clock that never goes back
    EditHistory(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// Takes note of an edit.
    ///
    /// @param before what was before it
    /// @param move   what goes on being changed, so that all that comes in quick succession is one edit; empty for
    ///               an edit by itself
    void done(T before, String move) {
        boolean goesOn = !move.isEmpty() && move.equals(lastMove) && nanos.getAsLong() - lastNanos < ONE_EDIT_NANOS;
        if (!goesOn) {
            undo.push(before);
            if (undo.size() > MOST) {
                undo.removeLast();
            }
        }
        redo.clear();
        lastMove = move;
        lastNanos = nanos.getAsLong();
    }

    /// {@return what was before the last edit; empty where there is none to take back}
    Optional<T> undo(T now) {
        return step(undo, redo, now);
    }

    /// {@return what was before the last [#undo]; empty where there is none, or something was edited since}
    Optional<T> redo(T now) {
        return step(redo, undo, now);
    }

    private Optional<T> step(Deque<T> from, Deque<T> to, T now) {
        Optional<T> found = Optional.ofNullable(from.poll());
        found.ifPresent(_ -> {
            to.push(now);
            lastMove = "";
        });
        return found;
    }

    boolean canUndo() {
        return !undo.isEmpty();
    }

    boolean canRedo() {
        return !redo.isEmpty();
    }

    /// Forgets everything: what is edited from now on is something else.
    void clear() {
        undo.clear();
        redo.clear();
        lastMove = "";
    }

    /// Changes every state that is remembered, for what happens by itself and is no edit.
    void rewrite(UnaryOperator<T> change) {
        for (Deque<T> states : List.of(undo, redo)) {
            List<T> changed = new ArrayList<>(states.stream().map(change).toList());
            states.clear();
            states.addAll(changed);
        }
    }
}
