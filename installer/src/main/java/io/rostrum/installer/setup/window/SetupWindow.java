package io.rostrum.installer.setup.window;

import io.rostrum.installer.icon.Mark;
import java.awt.Desktop;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.swing.JFileChooser;
import javax.swing.JFrame;
import javax.swing.JOptionPane;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;

/// The wizard's window.
public final class SetupWindow {
    private final JFrame frame = new JFrame("Rostrum set-up");
    private final CountDownLatch closed = new CountDownLatch(1);
    private final SetupPane pane;

    private SetupWindow(SetupModel model, List<String> studio) {
        this.pane = new SetupPane(model, new Desk(studio));
        frame.setIconImages(List.of(Mark.picture(16), Mark.picture(32), Mark.picture(64), Mark.picture(128)));
        frame.setContentPane(pane);
        frame.getRootPane().setDefaultButton(pane.next());
        frame.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
        frame.addWindowListener(new WindowAdapter() {
            @Override
            public void windowOpened(WindowEvent event) {
                pane.next().requestFocusInWindow();
            }

            @Override
            public void windowClosing(WindowEvent event) {
                pane.cancel();
            }
        });
        frame.pack();
        frame.setMinimumSize(frame.getSize());
        frame.setLocationRelativeTo(null);
        frame.setVisible(true);
        model.open();
    }

    /// Shows the wizard and blocks until it is closed.
    ///
    /// @param model  confined to the thread of Swing from now on
    /// @param studio the command that opens the studio
    public static void show(SetupModel model, List<String> studio, boolean dark) throws InterruptedException {
        CountDownLatch[] closed = new CountDownLatch[1];
        try {
            SwingUtilities.invokeAndWait(() -> {
                Look.install(dark);
                closed[0] = new SetupWindow(model, studio).closed;
            });
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the window cannot be shown", e.getCause());
        }
        closed[0].await();
    }

    /// The desktop, as the pages see it.
    private final class Desk implements Outside {
        private final List<String> studio;

        Desk(List<String> studio) {
            this.studio = studio;
        }

        @Override
        public Optional<Path> chooseFolder(Optional<Path> from) {
            JFileChooser chooser = new JFileChooser(from.map(Path::toFile).orElse(null));
            chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
            chooser.setDialogTitle("Choose a folder");
            return chooser.showDialog(frame, "Choose") == JFileChooser.APPROVE_OPTION
                    ? Optional.of(chooser.getSelectedFile().toPath())
                    : Optional.empty();
        }

        @Override
        public void openStudio() {
            try {
                new ProcessBuilder(studio)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                close();
            } catch (IOException e) {
                say("The studio cannot be opened: " + e.getMessage());
            }
        }

        @Override
        public void openPage(URI page) {
            try {
                if (Desktop.isDesktopSupported() && Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
                    Desktop.getDesktop().browse(page);
                } else {
                    new ProcessBuilder("xdg-open", page.toString()).start();
                }
            } catch (IOException e) {
                say("No browser was found. Open this address in one: " + page);
            }
        }

        private void say(String words) {
            JOptionPane.showMessageDialog(frame, words, "Rostrum set-up", JOptionPane.INFORMATION_MESSAGE);
        }

        @Override
        public void close() {
            frame.dispose();
            closed.countDown();
        }
    }
}
