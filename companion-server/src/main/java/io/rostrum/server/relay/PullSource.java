package io.rostrum.server.relay;

import io.rostrum.push.target.PushUrl;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamName;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where a stream of this server's comes from, when somebody watches it.
public sealed interface PullSource {
    /// What [#parse] reads, in words.
    String GRAMMAR = "STREAM rtmp[s]://host[:port]/app/name, or STREAM http[s]://host[:port]/….flv";

    /// {@return the stream's name here}
    StreamName stream();

    /// {@return what it is, for log lines, without secrets}
    String shown();

    /// A stream of another server's, over RTMP.
    ///
    /// @param url may hold a secret
    record Rtmp(StreamName stream, Secret url) implements PullSource {
        PushUrl parsed() {
            return PushUrl.parse(url.reveal());
        }

        @Override
        public String shown() {
            return parsed().toString();
        }
    }

    /// A stream of another server's, over HTTP-FLV.
    ///
    /// @param url may hold a secret
    record Http(StreamName stream, Secret url) implements PullSource {
        URI parsed() {
            return URI.create(url.reveal());
        }

        @Override
        public String shown() {
            URI address = parsed();
            return address.getScheme() + "://" + address.getAuthority() + address.getPath();
        }
    }

    /// Files, one after the other, over and over.
    record Files(StreamName stream, List<Path> files) implements PullSource {
        /// What [#parse] reads, in words.
        public static final String GRAMMAR = "STREAM FILE [FILE …], files by their whole path";

        public Files {
            files = List.copyOf(files);
        }

        @Override
        public String shown() {
            return files.size() + " files";
        }

        /// Reads a line of rostrum.yaml.
        public static Optional<Files> parse(String text) {
            String[] words = text.strip().split("\\s+", -1);
            Optional<StreamName> name = StreamName.parse(words[0]);
            if (name.isEmpty() || words.length < 2) {
                return Optional.empty();
            }
            try {
                List<Path> files = List.of(words).subList(1, words.length).stream()
                        .map(Path::of)
                        .toList();
                return files.stream().allMatch(Path::isAbsolute)
                        ? Optional.of(new Files(name.get(), files))
                        : Optional.empty();
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }
    }

    /// Reads a line of rostrum.yaml.
    static Optional<PullSource> parse(String text) {
        String[] words = text.strip().split("\\s+", -1);
        Optional<StreamName> name = StreamName.parse(words[0]);
        if (words.length != 2 || name.isEmpty()) {
            return Optional.empty();
        }
        Secret url = new Secret(words[1]);
        try {
            if (words[1].startsWith("http")) {
                URI address = new URI(words[1]);
                boolean web = address.getScheme().equals("http")
                        || address.getScheme().equals("https");
                return web && address.getHost() != null && address.getUserInfo() == null
                        ? Optional.of(new Http(name.get(), url))
                        : Optional.empty();
            }
            PushUrl.parse(words[1]);
            return Optional.of(new Rtmp(name.get(), url));
        } catch (IllegalArgumentException | URISyntaxException e) {
            return Optional.empty();
        }
    }
}
