package io.rostrum.installer.setup.window;

import io.rostrum.installer.setup.plan.Image;
import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.FlowLayout;
import java.util.EnumMap;
import java.util.Map;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JPanel;

/// All that is in the window: the pages' names at the left, the page, and the buttons that lead on and back.
final class SetupPane extends JPanel {
    private static final long serialVersionUID = 1L;

    private final transient SetupModel model;
    private final transient Outside outside;
    private final StepRail rail;
    private final CardLayout cards = new CardLayout();
    private final JPanel shown = new JPanel(cards);
    private final transient Map<Page, PagePanel> pages = new EnumMap<>(Page.class);
    private final JButton cancel = Look.normal(new JButton("Cancel"));
    private final JButton back = Look.normal(new JButton("Back"));
    private final JButton next = Look.primary(Look.normal(new JButton("Next")));

    SetupPane(SetupModel model, Outside outside) {
        super(new BorderLayout());
        this.model = model;
        this.outside = outside;
        this.rail = new StepRail(model);
        page(Page.WELCOME, new WelcomePage(model));
        page(Page.PARTS, new PartsPage(model));
        page(Page.PLACES, new PlacesPage(model, outside::chooseFolder));
        page(Page.CHECK, new CheckPage(model));
        page(Page.SUMMARY, new SummaryPage(model));
        page(Page.WORK, new WorkPage(model));
        page(Page.DONE, new DonePage(model, outside));
        add(rail, BorderLayout.WEST);
        add(shown);
        add(buttons(), BorderLayout.SOUTH);
        model.onChange(this::refresh);
        refresh();
    }

    private void page(Page page, PagePanel panel) {
        pages.put(page, panel);
        shown.add(panel, page.name());
    }

    private JPanel buttons() {
        JPanel right = new JPanel(new FlowLayout(FlowLayout.TRAILING, Look.px(8), 0));
        right.add(back);
        right.add(next);
        JPanel row = new JPanel(new BorderLayout());
        row.setBorder(BorderFactory.createCompoundBorder(
                BorderFactory.createMatteBorder(1, 0, 0, 0, Look.line()), Look.space(12, 20, 12, 24)));
        row.add(cancel, BorderLayout.WEST);
        row.add(right, BorderLayout.EAST);
        back.setMnemonic('B');
        next.setMnemonic('N');
        back.addActionListener(_ -> model.back());
        next.addActionListener(_ -> goOn());
        cancel.addActionListener(_ -> cancel());
        return row;
    }

    private void goOn() {
        if (model.page() == Page.DONE) {
            outside.close();
        } else {
            model.next();
        }
    }

    /// Also when the window is closed.
    void cancel() {
        if (model.work() instanceof WorkState.Running) {
            model.cancelWork();
        } else {
            model.cancelCheck();
            outside.close();
        }
    }

    JButton next() {
        return next;
    }

    private void refresh() {
        Page page = model.page();
        rail.refresh();
        PagePanel panel = pages.get(page);
        if (panel != null) {
            panel.refresh();
        }
        cards.show(shown, page.name());
        boolean failed = page == Page.WORK && model.work() instanceof WorkState.Failed;
        back.setEnabled(model.canGoBack());
        next.setEnabled(model.canGoOn());
        next.setText(leadsTo());
        next.setVisible(page != Page.WORK);
        back.setVisible(page != Page.WORK && page != Page.DONE);
        cancel.setVisible(page != Page.DONE);
        cancel.setEnabled(page != Page.WORK || failed || model.canCancelWork());
        cancel.setText(failed ? "Close" : "Cancel");
    }

    private String leadsTo() {
        Image image = model.image();
        return switch (model.page()) {
            case WELCOME, PARTS, PLACES, CHECK, WORK -> "Next";
            case DONE -> "Finish";
            case SUMMARY -> {
                if (model.goal() == Goal.UNINSTALL) {
                    yield "Uninstall";
                }
                yield model.installed()
                        .map(before -> before.version().equals(image.version()) ? "Apply" : "Upgrade")
                        .orElse("Install");
            }
        };
    }
}
