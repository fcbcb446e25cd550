package io.rostrum.installer.setup.window;

import io.rostrum.installer.setup.check.Verdict;
import java.awt.FlowLayout;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;

/// How far the installation is; after a failure, why, and that nothing was left behind.
final class WorkPage extends PagePanel {
    private static final long serialVersionUID = 1L;
    private static final int STEPS = 1000;

    private final JProgressBar progress = new JProgressBar(0, STEPS);
    private final WrappedText words = text(" ");
    private final JLabel sign = new JLabel();
    private final JPanel actions = new JPanel(new FlowLayout(FlowLayout.LEADING, 0, 0));

    WorkPage(SetupModel model) {
        super(model, "Installation", "You can cancel: what was done is then taken back.");
        progress.getAccessibleContext().setAccessibleName("Progress of the installation");
        add(28, progress);
        add(12, sign);
        add(12, words);
        JButton again = Look.normal(new JButton("Try again"));
        again.addActionListener(_ -> model.again());
        actions.setOpaque(false);
        actions.add(again);
        add(16, actions);
        fill();
    }

    @Override
    void refresh() {
        switch (model.work()) {
            case WorkState.NotBegun _, WorkState.Done _ -> show(" ", false);
            case WorkState.Running(String step, double done, boolean cancelling) -> {
                show(step + "…", false);
                progress.setIndeterminate(cancelling);
                progress.setValue((int) (done * STEPS));
            }
            case WorkState.Failed(String why) -> show(why, true);
        }
        revalidate();
        repaint();
    }

    private void show(String sentence, boolean failed) {
        words.setText(sentence);
        progress.setVisible(!failed);
        actions.setVisible(failed);
        sign.setVisible(failed);
        if (failed) {
            sign.setIcon(new LevelIcon(Verdict.Level.PROBLEM));
            sign.setText("It did not work");
            sign.setIconTextGap(Look.px(8));
            Look.strong(sign);
        }
    }
}
