package io.rostrum.push.fmp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Where in a finished file decoding can start (ISO/IEC 14496-12 §8.8.9 to §8.8.11), so that players seek without
/// reading all of it. It is the last box of the file. Confined to one thread.
public final class RandomAccessIndex {
    private final Fmp4Track track;
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(long time, long moofOffset, int trafNumber, int sampleNumber) {}

    /// @param track the track that players seek in: the picture, or the sound where there is no picture
    public RandomAccessIndex(Fmp4Track track) {
        this.track = track;
    }

    /// Remembers the first place in a fragment where decoding can start, if there is one.
    ///
    /// @param moofOffset byte in the file where the fragment begins
    /// @param runs       of the fragment, in its order; borrowed
    public void add(long moofOffset, List<TrackRun> runs) {
        for (int i = 0; i < runs.size(); i++) {
            TrackRun run = runs.get(i);
            if (run.track().id() == track.id()) {
                addRun(moofOffset, i + 1, run.samples());
            }
        }
    }

    /// Remembers the same of a fragment that was written before.
    public void add(Movie.Piece fragment) {
        for (int i = 0; i < fragment.runs().size(); i++) {
            Movie.Run run = fragment.runs().get(i);
            if (run.trackId() == track.id() && run.syncSample() > 0) {
                entries.add(new Entry(run.syncTime(), fragment.offset(), i + 1, run.syncSample()));
            }
        }
    }

    private void addRun(long moofOffset, int trafNumber, List<Sample> samples) {
        for (int i = 0; i < samples.size(); i++) {
            if (samples.get(i).sync()) {
                entries.add(new Entry(samples.get(i).presentationTime(), moofOffset, trafNumber, i + 1));
                return;
            }
        }
    }

    /// {@return the movie fragment random access box, position 0 to limit}
    public ByteBuffer encode() {
        BoxWriter out = new BoxWriter(64 + 28 * entries.size());
        out.box("mfra", () -> {
            out.fullBox("tfra", 1, 0, () -> {
                out.u32(track.id()).u32(0x3F).u32(entries.size()); // traf, trun and sample numbers of four bytes
                for (Entry entry : entries) {
                    out.u64(entry.time()).u64(entry.moofOffset());
                    out.u32(entry.trafNumber()).u32(1).u32(entry.sampleNumber());
                }
            });
            out.fullBox("mfro", 0, 0, () -> out.u32(out.size() + 4L));
        });
        return out.toBuffer();
    }
}
