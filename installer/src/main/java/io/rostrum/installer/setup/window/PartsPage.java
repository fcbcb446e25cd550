package io.rostrum.installer.setup.window;

import io.rostrum.installer.setup.check.Verdict;
import io.rostrum.installer.setup.plan.Choices;
import io.rostrum.installer.setup.plan.Part;
import java.util.EnumMap;
import java.util.Map;
import javax.swing.JCheckBox;
import org.jspecify.annotations.Nullable;

/// Studio, server or both.
final class PartsPage extends PagePanel {
    private static final long serialVersionUID = 1L;

    private final transient Map<Part, JCheckBox> boxes = new EnumMap<>(Part.class);
    private final VerdictLine hint = new VerdictLine(Look.CONTENT_WIDTH);

    PartsPage(SetupModel model) {
        super(
                model,
                "What to install",
                "Both belong on the computer you broadcast from. A server that others send to needs only the server.");
        part(
                24,
                Part.STUDIO,
                "Studio",
                "Captures screen, camera and sound, applies filters, encodes once and sends to as many places as you like.");
        part(
                12,
                Part.SERVER,
                "Server",
                "Takes streams over RTMP, from the studio or from any other encoder, and shows them to viewers on its own page.");
        add(16, hint);
        fill();
    }

    private void part(int gap, Part part, String name, String words) {
        JCheckBox box = new JCheckBox(name);
        boolean there = model.image().parts().contains(part);
        box.setEnabled(there);
        box.addActionListener(_ -> model.part(part, box.isSelected()));
        boxes.put(part, box);
        add(
                gap,
                new Card(
                        box, there ? words : "Not part of this copy; start set-up from the whole download to add it."));
    }

    @Override
    void refresh() {
        boxes.forEach((part, box) -> box.setSelected(model.choices().has(part)));
        hint.show(hint(model.choices()));
    }

    private static @Nullable Verdict hint(Choices choices) {
        if (!choices.has(Part.SERVER)) {
            return new Verdict(Verdict.Level.NOTE, "Without the server, `rostrum demo` has nothing to send to.");
        }
        return choices.has(Part.STUDIO)
                ? null
                : new Verdict(Verdict.Level.NOTE, "Without the studio, streams come from other encoders only.");
    }
}
