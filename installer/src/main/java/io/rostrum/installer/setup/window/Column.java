package io.rostrum.installer.setup.window;

import java.awt.Component;
import java.awt.Dimension;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import javax.swing.Box;
import javax.swing.JPanel;

/// Components below each other, all as wide as the column, from the top.
class Column extends JPanel {
    private static final long serialVersionUID = 1L;

    private int row;

    Column() {
        super(new GridBagLayout());
        setOpaque(false);
    }

    /// @param gapAbove in pixels of the design
    final <T extends Component> T add(int gapAbove, T component) {
        GridBagConstraints place = new GridBagConstraints();
        place.gridx = 0;
        place.gridy = row++;
        place.weightx = 1;
        place.fill = GridBagConstraints.HORIZONTAL;
        place.anchor = GridBagConstraints.FIRST_LINE_START;
        place.insets = new Insets(Look.px(gapAbove), 0, 0, 0);
        add(component, place);
        return component;
    }

    /// Adds what takes the height that is left.
    final <T extends Component> T addFilling(int gapAbove, T component) {
        GridBagConstraints place = new GridBagConstraints();
        place.gridx = 0;
        place.gridy = row++;
        place.weightx = 1;
        place.weighty = 1;
        place.fill = GridBagConstraints.BOTH;
        place.insets = new Insets(Look.px(gapAbove), 0, 0, 0);
        add(component, place);
        return component;
    }

    final void fill() {
        addFilling(0, Box.createRigidArea(new Dimension(0, 0)));
    }
}
