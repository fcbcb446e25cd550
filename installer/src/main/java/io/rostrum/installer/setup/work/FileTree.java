package io.rostrum.installer.setup.work;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Folders as a whole, and files in one step.
final class FileTree {
    private FileTree() {}

    /// Copies a folder with times of change and permissions; links are copied as links.
    ///
    /// @param wanted  asked with each path relative to `from`
    /// @param between called before each file; what it throws ends the copying
    static void copy(Path from, Path to, Predicate<Path> wanted, Runnable between) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path relative = from.relativize(folder);
                if (!wanted.test(relative)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectory(to.resolve(relative));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                between.run();
                Path relative = from.relativize(file);
                if (wanted.test(relative)) {
                    Files.copy(
                            file, to.resolve(relative), StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /// Removes a folder with all that is in it, if it is there. Links are removed, not followed.
    static void remove(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(folder);
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException trouble) throws IOException {
                if (trouble != null) {
                    throw trouble;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static void removeIfEmpty(Path folder) throws IOException {
        try {
            Files.delete(folder);
        } catch (DirectoryNotEmptyException | NoSuchFileException stays) {
            // as it should
        }
    }

    /// Writes beside the file and moves over it, so that it is never there in part. A file that was there keeps its
    /// owner and who may read it.
    static void writeAtOnce(Path file, byte[] content) throws IOException {
        Path beside = beside(file);
        Files.deleteIfExists(beside);
        if (Files.exists(file) && Files.getFileStore(file).supportsFileAttributeView(PosixFileAttributeView.class)) {
            PosixFileAttributes before = Files.readAttributes(file, PosixFileAttributes.class);
            Files.createFile(
                    beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            PosixFileAttributeView view = Files.getFileAttributeView(beside, PosixFileAttributeView.class);
            keepOwner(view, before);
            Files.write(beside, content);
            view.setPermissions(before.permissions());
        } else {
            Files.write(beside, content);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void keepOwner(PosixFileAttributeView view, PosixFileAttributes before) throws IOException {
        PosixFileAttributes made = view.readAttributes();
        if (!made.owner().equals(before.owner())) {
            view.setOwner(before.owner());
        }
        if (!made.group().equals(before.group())) {
            view.setGroup(before.group());
        }
    }

    static void linkAtOnce(Path link, Path target) throws IOException {
        Path beside = beside(link);
        Files.deleteIfExists(beside);
        Files.createSymbolicLink(beside, target);
        Files.move(beside, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path beside(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".new");
    }
}
