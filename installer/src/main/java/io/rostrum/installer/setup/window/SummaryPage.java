package io.rostrum.installer.setup.window;

import io.rostrum.installer.setup.check.Verdict;
import io.rostrum.installer.setup.plan.Choices;
import io.rostrum.installer.setup.plan.Part;
import java.awt.BorderLayout;
import java.awt.Dimension;
import javax.swing.BorderFactory;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.ScrollPaneConstants;

/// What was chosen, and each thing that is going to be done.
final class SummaryPage extends PagePanel {
    private static final long serialVersionUID = 1L;
    private static final int NAME_WIDTH = 132;

    private final Column table = new Column();
    private final Column steps = new Column();
    private final VerdictLine trouble = new VerdictLine(Look.CONTENT_WIDTH);

    SummaryPage(SetupModel model) {
        super(model, "Summary", "This is what is going to happen. Until now nothing was changed.");
        add(16, table);
        add(8, trouble);
        add(8, Look.strong(new JLabel("Step by step")));
        steps.setBorder(Look.space(8, 12, 8, 12));
        JScrollPane scroll = new JScrollPane(
                steps,
                ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED,
                ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
        scroll.setBorder(BorderFactory.createLineBorder(Look.line()));
        scroll.getViewport().setBackground(Look.card());
        scroll.getVerticalScrollBar().setUnitIncrement(Look.px(16));
        addFilling(6, scroll);
    }

    @Override
    void refresh() {
        table.removeAll();
        Choices choices = model.choices();
        if (model.goal() == Goal.UNINSTALL) {
            row("Uninstalls", parts(choices));
            row("From", choices.prefix().toString());
            row("Keeps", "your data in " + choices.data());
        } else {
            row(
                    model.installed().isPresent() ? "Upgrades" : "Installs",
                    parts(choices) + ", version " + model.image().version());
            row(
                    "Programs",
                    model.image().managed()
                            ? model.image().root() + " (as installed by the system)"
                            : choices.prefix().toString());
            if (choices.has(Part.SERVER)) {
                row("Data", choices.data().toString());
                row("Ports", choices.httpPort() + " for pages, " + choices.rtmpPort() + " for the ingest");
                row("Reached by", choices.network() ? "other computers in the network" : "this computer only");
                row("Started by", ServiceWords.of(choices.service()));
            }
        }
        steps.removeAll();
        model.steps().forEach(words -> steps.add(2, Look.quiet(new WrappedText(words, Look.CONTENT_WIDTH - 40))));
        steps.fill();
        trouble.show(
                model.work() instanceof WorkState.Failed(String words)
                        ? new Verdict(Verdict.Level.PROBLEM, words)
                        : null);
        revalidate();
        repaint();
    }

    private static String parts(Choices choices) {
        if (choices.parts().size() == Part.values().length) {
            return "studio and server";
        }
        return choices.has(Part.STUDIO) ? "the studio" : "the server";
    }

    private void row(String name, String value) {
        JPanel row = new JPanel(new BorderLayout());
        row.setOpaque(false);
        JLabel label = Look.quiet(Look.normal(new JLabel(name)));
        label.setVerticalAlignment(JLabel.TOP);
        label.setPreferredSize(new Dimension(Look.px(NAME_WIDTH), label.getPreferredSize().height));
        row.add(label, BorderLayout.WEST);
        row.add(new WrappedText(value, Look.CONTENT_WIDTH - NAME_WIDTH));
        table.add(6, row);
    }
}
