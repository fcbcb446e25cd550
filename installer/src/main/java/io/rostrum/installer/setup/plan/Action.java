package io.rostrum.installer.setup.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// One thing that an installer does. Each can be taken back until the whole plan is done, but for those of
/// [Plan#afterwards()].
public sealed interface Action {
    /// {@return what is done, as said to the user: "Copying the programs to …"}
    String words();

    /// Copies runtime, set-up and the wanted parts to a folder that is not there yet, times of change included:
    /// the JVM
    /// knows
    /// its start cache by them.
    record CopyImage(Path from, Path to, Set<Part> parts) implements Action {
        @Override
        public String words() {
            return "Copying the programs to " + to;
        }

        /// {@return whether a file of the image is wanted}
        ///
        /// @param relative path inside of the image
        public boolean wants(Path relative) {
            for (Part part : Part.values()) {
                if (!parts.contains(part) && relative.startsWith(part.folderIn(Path.of("")))) {
                    return false;
                }
            }
            return true;
        }
    }

    /// Makes a folder for the user's data, readable for its owner only, if it is missing.
    record MakeDataFolder(Path folder) implements Action {
        @Override
        public String words() {
            return "Making the data folder " + folder;
        }
    }

    /// Writes a file in one piece, over what is there.
    record WriteFile(Path file, String content) implements Action {
        @Override
        public String words() {
            return "Writing " + file;
        }
    }

    /// Copies a file that is not text.
    record CopyFile(Path from, Path to) implements Action {
        @Override
        public String words() {
            return "Writing " + to;
        }
    }

    /// Makes a symbolic link in one step, over a link that is there.
    record Link(Path link, Path target) implements Action {
        @Override
        public String words() {
            return "Linking " + link + " to " + target;
        }
    }

    /// Runs a command of the system, and another one to take it back.
    ///
    /// @param takeBack commands in their order; empty where there is nothing to take back
    record Run(String words, List<String> command, List<List<String>> takeBack) implements Action {}

    /// Waits until a server on this machine says that it is ready; the plan fails when it does not.
    record AwaitServer(int httpPort) implements Action {
        @Override
        public String words() {
            return "Waiting for the server on port " + httpPort;
        }
    }

    /// Removes a file or a link, if it is there.
    record Remove(Path file) implements Action {
        @Override
        public String words() {
            return "Removing " + file;
        }
    }

    /// Removes a folder of the installation with all that is in it.
    record RemoveTree(Path folder) implements Action {
        @Override
        public String words() {
            return "Removing " + folder;
        }
    }

    /// Removes a folder if nothing is in it.
    record RemoveEmpty(Path folder) implements Action {
        @Override
        public String words() {
            return "Removing " + folder + " if it is empty";
        }
    }
}
