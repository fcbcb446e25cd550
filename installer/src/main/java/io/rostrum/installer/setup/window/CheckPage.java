package io.rostrum.installer.setup.window;

import io.rostrum.installer.setup.check.Finding;
import io.rostrum.installer.setup.check.Verdict;
import java.awt.BorderLayout;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JScrollPane;
import javax.swing.ScrollPaneConstants;
import org.jspecify.annotations.Nullable;

/// What the doctor says of this computer.
final class CheckPage extends PagePanel {
    private static final long serialVersionUID = 1L;

    private final VerdictLine result = new VerdictLine(Look.CONTENT_WIDTH - 160);
    private final JProgressBar progress = new JProgressBar();
    private final JButton button = Look.normal(new JButton());
    private final Column list = new Column();
    private final JScrollPane scroll = new JScrollPane(
            list, ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED, ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
    private transient @Nullable CheckState shown;

    CheckPage(SetupModel model) {
        super(
                model,
                "Check",
                "Everything is tried for real: encoders encode, the screen is captured. This takes a few seconds.");
        JPanel head = new JPanel(new BorderLayout(Look.px(12), 0));
        head.setOpaque(false);
        head.add(result);
        head.add(button, BorderLayout.EAST);
        add(16, head);
        progress.setIndeterminate(true);
        progress.getAccessibleContext().setAccessibleName("Checking this computer");
        add(8, progress);
        list.setBorder(Look.space(4, 12, 12, 12));
        scroll.setBorder(BorderFactory.createLineBorder(Look.line()));
        scroll.getViewport().setBackground(Look.card());
        scroll.getVerticalScrollBar().setUnitIncrement(Look.px(16));
        addFilling(8, scroll);
        button.addActionListener(_ -> {
            if (model.check() instanceof CheckState.Running) {
                model.cancelCheck();
            } else {
                model.startCheck();
            }
        });
    }

    @Override
    void refresh() {
        CheckState state = model.check();
        if (state.equals(shown)) {
            return;
        }
        shown = state;
        boolean running = state instanceof CheckState.Running;
        progress.setVisible(running);
        button.setText(running ? "Stop" : "Check again");
        list.removeAll();
        switch (state) {
            case CheckState.NotDone _, CheckState.Running _ -> result.show(null);
            case CheckState.Failed(String words) -> result.show(new Verdict(Verdict.Level.NOTE, words));
            case CheckState.Done done -> {
                result.show(sentence(done));
                done.findings().forEach(this::show);
            }
        }
        list.fill();
        revalidate();
        repaint();
    }

    private static Verdict sentence(CheckState.Done done) {
        if (!done.lacksNothingNeeded()) {
            return new Verdict(Verdict.Level.PROBLEM, "Something that every broadcast needs is missing; see below.");
        }
        boolean lacks = done.findings().stream().anyMatch(finding -> finding.health() == Finding.Health.LACKING);
        return lacks
                ? new Verdict(Verdict.Level.GOOD, "Ready to broadcast. Some extras are not there; see below.")
                : new Verdict(Verdict.Level.GOOD, "Ready to broadcast.");
    }

    private void show(Finding finding) {
        JPanel row = new JPanel(new BorderLayout(Look.px(10), 0));
        row.setOpaque(false);
        JLabel topic = Look.strong(new JLabel(finding.topic(), new LevelIcon(level(finding.health())), JLabel.LEADING));
        topic.setIconTextGap(Look.px(8));
        topic.getAccessibleContext().setAccessibleDescription(word(finding.health()));
        row.add(topic, BorderLayout.NORTH);
        Column words = new Column();
        words.setBorder(Look.space(0, 24, 0, 0));
        words.add(2, Look.quiet(new WrappedText(finding.found(), Look.CONTENT_WIDTH - 64)));
        if (!finding.remedy().isEmpty()) {
            words.add(2, new WrappedText("What to do: " + finding.remedy(), Look.CONTENT_WIDTH - 64));
        }
        row.add(words);
        list.add(10, row);
    }

    private static Verdict.Level level(Finding.Health health) {
        return switch (health) {
            case GOOD -> Verdict.Level.GOOD;
            case LACKING -> Verdict.Level.NOTE;
            case MISSING -> Verdict.Level.PROBLEM;
        };
    }

    private static String word(Finding.Health health) {
        return switch (health) {
            case GOOD -> "there";
            case LACKING -> "not there, and not needed for every broadcast";
            case MISSING -> "missing";
        };
    }
}
