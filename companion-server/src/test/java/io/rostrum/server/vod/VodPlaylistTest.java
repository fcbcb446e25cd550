package io.rostrum.server.vod;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.push.ForeignBytes;
import io.rostrum.push.fmp4.Movie;
import io.rostrum.push.fmp4.MovieReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VodPlaylistTest {
    @TempDir
    private Path folder;

    /// RFC 8216 §6.2.1: a segment that is listed never changes, and the last one of an open file grows.
    @Test
    void theSegmentThatIsBeingWrittenIsNotListed() throws IOException {
        Path file = Files.write(folder.resolve("one.mp4"), ForeignBytes.of("avc-aac-fragmented.mp4"));
        Movie movie;
        try (FileChannel channel = FileChannel.open(file)) {
            movie = MovieReader.read(channel, false);
        }

        assertThat(VodPlaylist.render(movie, "one.mp4", true)).contains("#EXTINF:", "#EXT-X-ENDLIST");
        assertThat(VodPlaylist.render(movie, "one.mp4", false))
                .contains("#EXT-X-PLAYLIST-TYPE:EVENT")
                .doesNotContain("#EXTINF:", "#EXT-X-ENDLIST");
    }
}
