package io.rostrum.server.hls;

import io.rostrum.server.http.FixedBody;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One state of a media playlist, rendered when it is first asked for, and then the same bytes for everybody who asks.
/// Thread-safe.
final class PlaylistVersion {
    private final MediaPlaylist playlist;
    private volatile @Nullable Rendered whole;
    private volatile @Nullable Rendered delta;

    private record Rendered(String reports, FixedBody body) {}

    PlaylistVersion(MediaPlaylist playlist) {
        this.playlist = playlist;
    }

    MediaPlaylist playlist() {
        return playlist;
    }

    /// @param asDelta whether what is older than the skip boundary is left out
    /// @param reports of the other renditions, whole lines
    FixedBody body(boolean asDelta, String reports) {
        Rendered had = asDelta ? delta : whole;
        if (had != null && had.reports().equals(reports)) {
            return had.body();
        }
        byte[] text = playlist.render(asDelta, reports).getBytes(StandardCharsets.UTF_8);
        Rendered made = new Rendered(reports, new FixedBody(text));
        if (asDelta) {
            delta = made;
        } else {
            whole = made;
        }
        return made.body();
    }
}
