package io.rostrum.installer.setup.window;

import io.rostrum.installer.setup.plan.Part;
import io.rostrum.installer.setup.plan.ServiceKind;
import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.GridLayout;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.swing.DefaultListCellRenderer;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JTextField;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import org.jspecify.annotations.Nullable;

/// Folders, ports and who starts the server; each is looked at while the user writes.
final class PlacesPage extends PagePanel {
    private static final long serialVersionUID = 1L;

    private final transient Map<PlacesForm.Field, VerdictLine> verdicts = new EnumMap<>(PlacesForm.Field.class);
    private final JTextField prefix = Look.normal(new JTextField());
    private final JTextField data = Look.normal(new JTextField());
    private final JTextField http = Look.normal(new JTextField());
    private final JTextField rtmp = Look.normal(new JTextField());
    private final JCheckBox network = Look.normal(new JCheckBox("Other computers in the network may watch and send"));
    private final JComboBox<ServiceKind> service = Look.normal(new JComboBox<>(ServiceKind.values()));
    private final Column server = new Column();

    /// @param chooser asks for a folder, starting at the one given
    PlacesPage(SetupModel model, UnaryOperator<Optional<Path>> chooser) {
        super(model, "Folders and ports", "The suggestions are right for most people.");
        Column programs = new Column();
        programs.add(16, field(PlacesForm.Field.PREFIX, "Programs", prefix, chooser));
        programs.setVisible(!model.image().managed());
        prefix.setEnabled(model.installed().isEmpty());
        add(0, programs);

        server.add(12, field(PlacesForm.Field.DATA, "The server's data: keys, log, recordings", data, chooser));
        JPanel ports = new JPanel(new GridLayout(1, 2, Look.px(16), 0));
        ports.setOpaque(false);
        ports.add(field(PlacesForm.Field.HTTP, "Port of the pages", http, null));
        ports.add(field(PlacesForm.Field.RTMP, "Port of the ingest (RTMP)", rtmp, null));
        server.add(12, ports);
        network.setOpaque(false);
        server.add(10, network);
        server.add(
                2,
                Look.quiet(new WrappedText(
                        "They reach it once the server has an owner; the last page says how.", Look.CONTENT_WIDTH)));
        service.setRenderer(new ServiceNames());
        server.add(14, Look.label("Who starts the server", service));
        server.add(4, service);
        server.add(4, verdict(PlacesForm.Field.SERVICE, Look.CONTENT_WIDTH));
        add(0, server);
        fill();

        onWrite(prefix, text -> model.form(model.form().withPrefix(text)));
        onWrite(data, text -> model.form(model.form().withData(text)));
        onWrite(http, text -> model.form(model.form().withHttp(text)));
        onWrite(rtmp, text -> model.form(model.form().withRtmp(text)));
        network.addActionListener(_ -> model.form(model.form().withNetwork(network.isSelected())));
        service.addActionListener(_ -> {
            if (service.getSelectedItem() instanceof ServiceKind kind) {
                model.form(model.form().withService(kind));
            }
        });
    }

    private VerdictLine verdict(PlacesForm.Field field, int width) {
        return verdicts.computeIfAbsent(field, _ -> new VerdictLine(width));
    }

    private Column field(
            PlacesForm.Field field, String name, JTextField text, @Nullable UnaryOperator<Optional<Path>> chooser) {
        Column column = new Column();
        column.add(0, Look.label(name, text));
        JPanel row = new JPanel(new BorderLayout(Look.px(8), 0));
        row.setOpaque(false);
        row.add(text);
        if (chooser != null && model.installed().isEmpty()) {
            JButton browse = Look.normal(new JButton("Browse…"));
            browse.getAccessibleContext().setAccessibleName("Browse for: " + name);
            browse.addActionListener(_ ->
                    chooser.apply(model.folder(text.getText())).ifPresent(folder -> text.setText(folder.toString())));
            row.add(browse, BorderLayout.EAST);
        }
        column.add(4, row);
        column.add(4, verdict(field, chooser == null ? (Look.CONTENT_WIDTH - 16) / 2 : Look.CONTENT_WIDTH));
        return column;
    }

    private static void onWrite(JTextField field, Consumer<String> take) {
        field.getDocument().addDocumentListener(new DocumentListener() {
            @Override
            public void insertUpdate(DocumentEvent event) {
                take.accept(field.getText());
            }

            @Override
            public void removeUpdate(DocumentEvent event) {
                take.accept(field.getText());
            }

            @Override
            public void changedUpdate(DocumentEvent event) {
                // of attributes only
            }
        });
    }

    @Override
    void refresh() {
        PlacesForm form = model.form();
        show(prefix, form.prefix());
        show(data, form.data());
        show(http, form.http());
        show(rtmp, form.rtmp());
        network.setSelected(form.network());
        if (service.getSelectedItem() != form.service()) {
            service.setSelectedItem(form.service());
        }
        server.setVisible(model.choices().has(Part.SERVER));
        verdicts.forEach((field, line) -> line.show(model.verdicts().get(field)));
        mark(prefix, PlacesForm.Field.PREFIX);
        mark(data, PlacesForm.Field.DATA);
        mark(http, PlacesForm.Field.HTTP);
        mark(rtmp, PlacesForm.Field.RTMP);
        mark(service, PlacesForm.Field.SERVICE);
    }

    /// Never over what the user is writing: it is in the model already.
    private static void show(JTextField field, String text) {
        if (!field.getText().equals(text)) {
            field.setText(text);
        }
    }

    private void mark(JComponent field, PlacesForm.Field name) {
        var verdict = model.verdicts().get(name);
        boolean wrong = verdict != null && verdict.isProblem();
        field.putClientProperty("JComponent.outline", wrong ? "error" : null);
        field.getAccessibleContext().setAccessibleDescription(verdict == null ? "" : verdict.words());
    }

    private static final class ServiceNames extends DefaultListCellRenderer {
        private static final long serialVersionUID = 1L;

        @Override
        public Component getListCellRendererComponent(
                JList<?> list, Object value, int index, boolean selected, boolean focused) {
            String name = value instanceof ServiceKind kind ? ServiceWords.of(kind) : "";
            return super.getListCellRendererComponent(list, name, index, selected, focused);
        }
    }
}
