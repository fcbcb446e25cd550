package io.rostrum.capture.record;

import io.rostrum.push.codec.AudioSpecificConfig;
import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.fmp4.Fmp4Track;
import io.rostrum.push.fmp4.Sample;
import io.rostrum.push.fmp4.TrackRun;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.Rational;
import java.util.ArrayList;
import java.util.List;

/// One track of one file: the packets that wait for the next fragment, and how their times become the file's.
final class PartTrack {
    private final Fmp4Track track;
    private final Rational timeBase;
    private final long originTicks;
    private final long unitTicks;
    private final List<Packet> pending = new ArrayList<>();

    private PartTrack(Fmp4Track track, Rational timeBase, long originTicks, long unitTicks) {
        this.track = track;
        this.timeBase = timeBase;
        this.originTicks = originTicks;
        this.unitTicks = unitTicks;
    }

    /// @param first     the track's first packet; borrowed
    /// @param zeroNanos the time of the session that is shown first
    /// @throws CodecFormatException if the packet's configuration cannot be read
    static PartTrack of(int id, Packet first, long zeroNanos) throws CodecFormatException {
        Rational timeBase = first.timeBase();
        int scale = Fmp4Track.exactTimeScale(timeBase);
        Rational tick = new Rational(1, scale);
        long firstDecode = ticks(first.dts(), timeBase, scale);
        long zero = tick.nanosToTicks(zeroNanos);
        // A decoding time before the beginning becomes 0, and the edit list leads over what is not to be shown.
        long origin = Math.min(firstDecode, zero);
        long start = zero - origin;
        return new PartTrack(
                new Fmp4Track(id, first.parameters(), scale, start), timeBase, origin, unitTicks(first, scale));
    }

    private static long unitTicks(Packet first, int scale) throws CodecFormatException {
        return switch (first.parameters()) {
            case CodecParameters.Video video ->
                Math.max(1, Math.round(scale / video.frameRate().toDouble()));
            case CodecParameters.Audio audio ->
                (long) AudioSpecificConfig.parse(audio.configuration()).outputFrameSamples()
                        * scale
                        / audio.sampleRate();
        };
    }

    private static long ticks(long time, Rational timeBase, int scale) {
        return time * timeBase.numerator() * (scale / timeBase.denominator());
    }

    Fmp4Track track() {
        return track;
    }

    /// {@return whether the packet goes on with this track: nothing that a decoder must know has changed}
    boolean goesOnWith(Packet packet) {
        return timeBase.equals(packet.timeBase()) && track.parameters().decodesAs(packet.parameters());
    }

    long decodeTicks(Packet packet) {
        return ticks(packet.dts(), timeBase, track.timeScale()) - originTicks;
    }

    /// {@return whether the packet comes after those before it, as decoding times must}
    boolean isInOrder(Packet packet) {
        return decodeTicks(packet) >= (pending.isEmpty() ? 0 : decodeTicks(pending.getLast()));
    }

    /// Takes the packet.
    void add(Packet packet) {
        pending.add(packet);
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    /// {@return how long the fragment would be with the packet in it, nanoseconds; 0 if it would be the first}
    long spanNanosWith(Packet packet) {
        if (pending.isEmpty()) {
            return 0;
        }
        long ticks = decodeTicks(packet) + unitTicks - decodeTicks(pending.getFirst());
        return new Rational(1, track.timeScale()).ticksToNanos(ticks);
    }

    /// {@return the waiting packets as a run that lasts until `next`, or as long as the last one usually does}
    TrackRun run(long endTicks) {
        List<Sample> samples = new ArrayList<>(pending.size());
        for (Packet packet : pending) {
            long composition = ticks(packet.pts() - packet.dts(), timeBase, track.timeScale());
            samples.add(
                    new Sample(decodeTicks(packet), Math.toIntExact(composition), packet.keyFrame(), packet.data()));
        }
        return new TrackRun(track, samples, endTicks);
    }

    /// {@return when the last waiting packet usually ends, in ticks of the track}
    long usualEndTicks() {
        return decodeTicks(pending.getLast()) + unitTicks;
    }

    /// {@return playing time up to `endTicks`, nanoseconds}
    long playedNanos(long endTicks) {
        return new Rational(1, track.timeScale()).ticksToNanos(endTicks - track.presentationStart());
    }

    /// Closes the waiting packets.
    void clear() {
        pending.forEach(Packet::close);
        pending.clear();
    }
}
