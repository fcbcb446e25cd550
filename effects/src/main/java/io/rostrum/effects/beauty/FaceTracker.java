package io.rostrum.effects.beauty;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps faces steady between detections and lets them come and go softly. Confined to one thread.
final class FaceTracker {
    /// Faces followed at once.
    static final int MAX_FACES = 4;

    private static final double SAME_FACE_OVERLAP = 0.2;
    /// The part of the way to the newest detection that a face moves in each frame.
    private static final double STEP = 0.4;
    /// Change of presence in each frame: a face comes or goes within eight.
    private static final double FADE = 1.0 / 8;
    /// Detections in a row that may miss a face before it starts to go.
    private static final int PATIENCE = 3;

    private final List<Track> tracks = new ArrayList<>();

    /// A face that is followed.
    static final class Track {
        private Face shown;
        private Face newest;
        private int missed;
        private double presence;
        private final SkinColour skin = new SkinColour();

        private Track(Face face) {
            this.shown = face;
            this.newest = face;
        }

        Face face() {
            return shown;
        }

        /// {@return how much of the effect it gets, 0..1}
        double presence() {
            return presence;
        }

        SkinColour skin() {
            return skin;
        }
    }

    /// Takes over what the detector found.
    void detected(List<Face> faces) {
        List<Face> unknown = new ArrayList<>(faces);
        for (Track track : tracks) {
            Face match = best(track.newest, unknown);
            if (match == null) {
                track.missed++;
            } else {
                unknown.remove(match);
                track.newest = match;
                track.missed = 0;
            }
        }
        for (Face face : unknown) {
            if (tracks.size() < MAX_FACES) {
                tracks.add(new Track(face));
            }
        }
    }

    /// Moves one frame on.
    ///
    /// @return the faces to be seen now; borrowed, valid until the next call
    List<Track> next() {
        for (Track track : tracks) {
            track.shown = track.shown.towards(track.newest, STEP);
            double wanted = track.missed > PATIENCE ? -FADE : FADE;
            track.presence = Math.clamp(track.presence + wanted, 0.0, 1.0);
        }
        tracks.removeIf(track -> track.presence == 0 && track.missed > PATIENCE);
        return tracks;
    }

    private static @Nullable Face best(Face face, List<Face> candidates) {
        Face best = null;
        double most = SAME_FACE_OVERLAP;
        for (Face candidate : candidates) {
            double overlap = candidate.overlap(face);
            if (overlap > most) {
                most = overlap;
                best = candidate;
            }
        }
        return best;
    }
}
