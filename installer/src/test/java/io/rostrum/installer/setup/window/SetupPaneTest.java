package io.rostrum.installer.setup.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.installer.setup.Installation;
import io.rostrum.installer.setup.check.Finding;
import io.rostrum.installer.setup.check.ServiceCheck;
import io.rostrum.installer.setup.plan.Action;
import io.rostrum.installer.setup.plan.Choices;
import io.rostrum.installer.setup.plan.Manifest;
import io.rostrum.installer.setup.plan.Part;
import io.rostrum.installer.setup.plan.Plan;
import io.rostrum.installer.setup.plan.ServiceKind;
import io.rostrum.installer.setup.work.Progress;
import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JLabel;
import javax.swing.JScrollPane;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The wizard as it is drawn, without a display: every page in both themes. The pictures are left in
/// `target/setup-pages`.
final class SetupPaneTest {
    private static final double LEAST_CONTRAST = 4.5; // WCAG 2.2, 1.4.3

    @TempDir
    Path folder;

    private final List<Finding> findings = List.of(
            new Finding("JDK", Finding.Health.GOOD, "25.0.1+8-LTS, Eclipse Adoptium, 2 processors", ""),
            new Finding(
                    "GPU",
                    Finding.Health.LACKING,
                    "none that OpenCL knows; filters run on the processor, 2 threads",
                    ""),
            new Finding("encoder x264", Finding.Health.GOOD, "1280x720, 2 key frames of 30 pictures, 3.1 ms each", ""),
            new Finding("encoder AAC", Finding.Health.MISSING, "cannot be opened: Invalid argument (-22)", "reinstall"),
            new Finding(
                    "sound",
                    Finding.Health.LACKING,
                    "no device",
                    "start PulseAudio or PipeWire, or use --audio testcard, tone or none"));

    private final class Tasks implements SetupTasks {
        private boolean fails;

        @Override
        public ServiceCheck services() {
            return new ServiceCheck(false, true, true);
        }

        @Override
        public List<Finding> examine() {
            return findings;
        }

        @Override
        public void cancelExamination() {
            // nothing is looked at
        }

        @Override
        public Plan install(Choices choices) {
            List<Action> actions = new ArrayList<>();
            for (String name : List.of("rostrum", "rostrum-server")) {
                actions.add(new Action.Link(
                        Path.of("/home/me/.local/bin", name),
                        Path.of("/home/me/.local/share/rostrum-app/current/bin", name)));
            }
            actions.add(new Action.MakeDataFolder(choices.data()));
            return new Plan(actions, List.of(), List.of("Add /home/me/.local/bin to your PATH."));
        }

        @Override
        public Plan uninstall() {
            return new Plan(
                    List.of(),
                    List.of(new Action.Remove(Path.of("/home/me/.local/bin/rostrum"))),
                    List.of("Your data stays."));
        }

        @Override
        public void carryOut(Plan plan, Progress progress) throws IOException {
            if (fails) {
                throw new IOException(
                        "No space left on device: /home/me/.local/share/rostrum-app/versions/0.2.0/lib/runtime/lib/modules");
            }
        }
    }

    private static final class NoDesktop implements Outside {
        @Override
        public Optional<Path> chooseFolder(Optional<Path> from) {
            return Optional.empty();
        }

        @Override
        public void openStudio() {
            throw new IllegalStateException("not asked for");
        }

        @Override
        public void openPage(URI page) {
            throw new IllegalStateException("not asked for");
        }

        @Override
        public void close() {
            throw new IllegalStateException("not asked for");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyPageShowsAllOfItsWordsLegibly(boolean dark) throws Exception {
        SwingUtilities.invokeAndWait(() -> {
            Look.install(dark);
            String theme = dark ? "dark" : "light";
            firstTime(theme);
            changes(theme);
        });
    }

    private void firstTime(String theme) {
        Tasks tasks = new Tasks();
        SetupModel model = model(Optional.empty(), tasks);
        SetupPane pane = new SetupPane(model, new NoDesktop());
        model.open();
        look(pane, theme + "-welcome-new");
        model.next();
        look(pane, theme + "-parts");
        model.part(Part.STUDIO, false);
        look(pane, theme + "-parts-server-only");
        model.part(Part.STUDIO, true);
        model.next();
        model.form(model.form().withData("data").withHttp("80").withService(ServiceKind.SYSTEM));
        look(pane, theme + "-places-wrong");
    }

    private void changes(String theme) {
        Tasks tasks = new Tasks();
        Installation at = new Installation(folder);
        Manifest before = new Manifest(
                "0.1.0",
                at.places.prefix().resolve("versions/0.1.0"),
                false,
                at.choices(Part.STUDIO, Part.SERVER).withService(ServiceKind.USER),
                List.of(),
                Optional.empty(),
                "");
        SetupModel model = model(Optional.of(before), tasks);
        SetupPane pane = new SetupPane(model, new NoDesktop());
        model.open();
        look(pane, theme + "-welcome-upgrade");
        model.next();
        model.next();
        look(pane, theme + "-places");
        model.next();
        look(pane, theme + "-check");
        model.next();
        look(pane, theme + "-summary");
        tasks.fails = true;
        model.next();
        look(pane, theme + "-failed");
        tasks.fails = false;
        model.again();
        model.next();
        look(pane, theme + "-done");
    }

    private SetupModel model(Optional<Manifest> installed, SetupTasks tasks) {
        Installation at = new Installation(folder);
        return new SetupModel(at.image("0.2.0"), at.places, installed, at.home(), tasks, Runnable::run, Runnable::run);
    }

    /// Draws the pane as large as it wants to be, and looks at each text in it.
    private static void look(SetupPane pane, String name) {
        Dimension size = pane.getPreferredSize();
        pane.setSize(size);
        layOut(pane);
        BufferedImage picture = new BufferedImage(size.width, size.height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pane.print(pen);
        pen.dispose();
        Path file = Path.of("target/setup-pages", name + ".png");
        try {
            Files.createDirectories(file.resolveSibling(""));
            ImageIO.write(picture, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        each(pane, component -> legible(pane, component, picture, name));
    }

    private static void layOut(Container container) {
        container.doLayout();
        for (Component child : container.getComponents()) {
            if (child instanceof Container inner) {
                layOut(inner);
            }
        }
    }

    private static void each(Container container, Consumer<Component> looker) {
        for (Component child : container.getComponents()) {
            if (child.isVisible()) {
                looker.accept(child);
                if (child instanceof Container inner) {
                    each(inner, looker);
                }
            }
        }
    }

    private static void legible(SetupPane pane, Component component, BufferedImage picture, String page) {
        String words = switch (component) {
            case JLabel label -> label.getText();
            case AbstractButton button -> button.getText();
            case WrappedText text -> text.getText();
            default -> "";
        };
        if (words == null || words.isBlank() || !component.isEnabled()) {
            return;
        }
        Dimension wanted = component.getPreferredSize();
        assertThat(component.getWidth()).as("width of '%s' on %s", words, page).isGreaterThanOrEqualTo(wanted.width);
        assertThat(component.getHeight())
                .as("height of '%s' on %s", words, page)
                .isGreaterThanOrEqualTo(wanted.height);
        if (SwingUtilities.getAncestorOfClass(JScrollPane.class, component) != null) {
            return; // may lie below what is shown
        }
        var place = SwingUtilities.convertRectangle(component.getParent(), component.getBounds(), pane);
        assertThat(place.y + place.height)
                .as("lower end of '%s' on %s", words, page)
                .isLessThanOrEqualTo(pane.getHeight());
        Color behind = new Color(picture.getRGB(place.x + place.width - 1, place.y + place.height / 2));
        if (component instanceof JLabel || component instanceof WrappedText) {
            assertThat(contrast(component.getForeground(), behind))
                    .as("contrast of '%s' on %s", words, page)
                    .isGreaterThan(LEAST_CONTRAST);
        }
    }

    /// WCAG 2.2, contrast ratio.
    private static double contrast(Color one, Color other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(int value) {
        double share = value / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
