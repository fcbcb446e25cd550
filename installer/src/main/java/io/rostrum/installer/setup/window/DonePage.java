package io.rostrum.installer.setup.window;

import io.rostrum.installer.setup.check.Verdict;
import io.rostrum.installer.setup.plan.Choices;
import io.rostrum.installer.setup.plan.Part;
import io.rostrum.installer.setup.plan.ServiceKind;
import java.awt.FlowLayout;
import java.net.URI;
import java.util.List;
import javax.swing.Box;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;

/// That it is done, and what to do first.
final class DonePage extends PagePanel {
    private static final long serialVersionUID = 1L;

    private final transient Outside outside;
    private final Column body = new Column();

    DonePage(SetupModel model, Outside outside) {
        super(model, "Done", "");
        this.outside = outside;
        add(8, body);
        fill();
    }

    @Override
    void refresh() {
        body.removeAll();
        boolean installed = model.goal() == Goal.INSTALL;
        JLabel result = Look.strong(new JLabel(
                installed ? "Rostrum " + model.image().version() + " is installed." : "Rostrum is uninstalled.",
                new LevelIcon(Verdict.Level.GOOD),
                JLabel.LEADING));
        result.setIconTextGap(Look.px(8));
        body.add(0, result);
        if (installed) {
            firstSteps(model.choices());
        }
        if (model.work() instanceof WorkState.Done(List<String> notes)) {
            notes.forEach(note -> body.add(12, Look.quiet(text(note))));
        }
        revalidate();
        repaint();
    }

    private void firstSteps(Choices choices) {
        JPanel buttons = new JPanel(new FlowLayout(FlowLayout.LEADING, 0, 0));
        buttons.setOpaque(false);
        if (choices.has(Part.STUDIO)) {
            JButton studio = Look.normal(new JButton("Open the studio"));
            studio.addActionListener(_ -> outside.openStudio());
            body.add(16, text("The studio is in the menu of applications, and in a terminal: rostrum"));
            buttons.add(studio);
        }
        if (choices.has(Part.SERVER)) {
            URI page = URI.create("http://127.0.0.1:" + choices.httpPort() + "/");
            if (choices.service() == ServiceKind.NONE) {
                body.add(16, text("Start the server in a terminal: rostrum server\nIts page is then " + page));
            } else {
                body.add(16, text("The server runs. Its page is " + page));
                if (buttons.getComponentCount() > 0) {
                    buttons.add(Box.createHorizontalStrut(Look.px(8)));
                }
                JButton open = Look.normal(new JButton("Open the page"));
                open.addActionListener(_ -> outside.openPage(page));
                buttons.add(open);
            }
            body.add(16, text("A stream key for your first stream: rostrum server key add lecture"));
        }
        if (buttons.getComponentCount() > 0) {
            body.add(20, buttons);
        }
    }
}
