package io.rostrum.installer.setup.work;

import io.rostrum.installer.setup.plan.Action;
import io.rostrum.installer.setup.plan.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;

/// Carries out one plan. Blocks; to be used by one thread.
public final class Installer {
    private final Commands commands;
    private final ServerProbe probe;
    private final Progress progress;
    private final Deque<TakeBack> done = new ArrayDeque<>();

    /// What makes an action not to have happened.
    @FunctionalInterface
    private interface TakeBack {
        void run() throws IOException, InterruptedException;
    }

    public Installer(Commands commands, ServerProbe probe, Progress progress) {
        this.commands = commands;
        this.probe = probe;
        this.progress = progress;
    }

    /// Does everything that the plan says.
    ///
    /// @throws IOException           if an action fails; all is as it was before, and the message says why
    /// @throws CancellationException if the user cancelled; all is as it was before
    public void carryOut(Plan plan) throws IOException, InterruptedException {
        double total = plan.actions().size() + plan.afterwards().size();
        int step = 0;
        try {
            for (Action action : plan.actions()) {
                throwIfCancelled();
                progress.step(action.words(), step++ / total);
                perform(action);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            takeBack();
            throw e;
        }
        for (Action action : plan.afterwards()) {
            progress.step(action.words(), step++ / total);
            try {
                perform(action);
            } catch (IOException e) {
                progress.trouble(action.words() + " did not work: " + e.getMessage());
            }
        }
    }

    private void throwIfCancelled() {
        if (progress.cancelled()) {
            throw new CancellationException("cancelled");
        }
    }

    private void takeBack() throws InterruptedException {
        while (!done.isEmpty()) {
            try {
                done.pop().run();
            } catch (IOException e) {
                progress.trouble("Taking back a step did not work: " + e.getMessage());
            }
        }
    }

    private void perform(Action action) throws IOException, InterruptedException {
        switch (action) {
            case Action.CopyImage copy -> copyImage(copy);
            case Action.MakeDataFolder(Path folder) -> makeDataFolder(folder);
            case Action.WriteFile(Path file, String content) -> replace(file, content.getBytes(StandardCharsets.UTF_8));
            case Action.CopyFile(Path from, Path to) -> replace(to, Files.readAllBytes(from));
            case Action.Link(Path link, Path target) -> link(link, target);
            case Action.Run run -> run(run);
            case Action.AwaitServer(int port) -> probe.awaitReady(port);
            case Action.Remove(Path file) -> Files.deleteIfExists(file);
            case Action.RemoveTree(Path folder) -> FileTree.remove(folder);
            case Action.RemoveEmpty(Path folder) -> FileTree.removeIfEmpty(folder);
        }
    }

    private void run(Action.Run run) throws IOException, InterruptedException {
        commands.run(run.command());
        run.takeBack().reversed().forEach(command -> done.push(() -> commands.run(command)));
    }

    private void copyImage(Action.CopyImage copy) throws IOException {
        if (Files.exists(copy.to(), LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(copy.to() + " is there already (expected: a new folder)");
        }
        makeParents(copy.to());
        done.push(() -> FileTree.remove(copy.to()));
        FileTree.copy(copy.from(), copy.to(), copy::wants, this::throwIfCancelled);
    }

    private void makeDataFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        makeParents(folder);
        Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        done.push(() -> FileTree.removeIfEmpty(folder));
    }

    /// Makes the folders above; those made here go again with what is taken back.
    private void makeParents(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent == null || Files.isDirectory(parent)) {
            return;
        }
        makeParents(parent);
        Files.createDirectory(parent);
        done.push(() -> FileTree.removeIfEmpty(parent));
    }

    private void replace(Path file, byte[] content) throws IOException {
        makeParents(file);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] before = Files.readAllBytes(file);
            done.push(() -> FileTree.writeAtOnce(file, before));
        } else {
            done.push(() -> Files.deleteIfExists(file));
        }
        FileTree.writeAtOnce(file, content);
    }

    private void link(Path link, Path target) throws IOException {
        makeParents(link);
        if (Files.isSymbolicLink(link)) {
            Path before = Files.readSymbolicLink(link);
            done.push(() -> FileTree.linkAtOnce(link, before));
        } else if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(link + " is in the way (expected: nothing there, or a link of Rostrum)");
        } else {
            done.push(() -> Files.deleteIfExists(link));
        }
        FileTree.linkAtOnce(link, target);
    }
}
