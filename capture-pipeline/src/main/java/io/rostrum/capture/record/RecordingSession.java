package io.rostrum.capture.record;

import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one recording writes, file after file. Confined to the recorder's thread.
///
/// Between files packets are held until a key frame and, where sound is promised, sound are there; the sound begins
/// with the access unit that is heard when the first picture is seen, or the one before it.
final class RecordingSession {
    /// Sound kept while no key frame has come, nanoseconds.
    private static final long PRE_ROLL_NANOS = 500_000_000;

    /// How long after the key frame promised sound is waited for, nanoseconds.
    private static final long AUDIO_PATIENCE_NANOS = 2_000_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(RecordingSession.class);

    private final RecordingSettings settings;
    private final RecordingStorage storage;
    private final PartNames names;
    private final Path folder;
    private final ArrayDeque<Packet> held = new ArrayDeque<>();
    private final List<Path> files = new ArrayList<>();
    private PartNames.@Nullable Created created;
    private @Nullable Mp4Part part;
    /// Decoding time of the first packet of the part.
    private long partSinceNanos;
    private Path path;
    private Duration recordedBefore = Duration.ZERO;
    private long bytesBefore;
    private boolean finished;

    /// @param folder where the files are, whatever becomes of them while they are written
    /// @param first  created, still empty; taken
    RecordingSession(
            RecordingSettings settings,
            RecordingStorage storage,
            PartNames names,
            Path folder,
            PartNames.Created first) {
        this.settings = settings;
        this.storage = storage;
        this.names = names;
        this.folder = folder;
        this.created = first;
        this.path = first.path();
    }

    /// {@return the file that is being written, or will be}
    Path path() {
        return path;
    }

    /// Takes the packet.
    void write(Packet packet) throws IOException {
        if (!settings.kinds().contains(packet.kind())) {
            packet.close();
            return;
        }
        boolean split = part != null && isDue(part, packet);
        if (part != null && part.goesOnWith(packet) && !split) {
            add(part, packet);
            return;
        }
        held.addLast(packet);
        if (part != null) {
            LOG.info("recording {}: {} with {}, a new file follows", path, split ? "full" : "other parameters", packet);
            finishPart();
        }
        trimPreRoll();
        List<Packet> firsts = firsts(AUDIO_PATIENCE_NANOS);
        if (!firsts.isEmpty()) {
            begin(firsts);
        }
    }

    /// {@return whether another file is to begin with this packet}
    private boolean isDue(Mp4Part writing, Packet packet) {
        boolean canBegin =
                packet.isVideo() ? packet.keyFrame() : !settings.kinds().contains(MediaKind.VIDEO);
        return canBegin
                && writing.goesOnWith(packet)
                && settings.splits(Duration.ofNanos(packet.dtsNanos() - partSinceNanos), writing.bytes());
    }

    private void add(Mp4Part to, Packet packet) throws IOException {
        if (to.add(packet)) {
            long usable = storage.usableBytes(folder);
            if (usable < settings.reserveBytes()) {
                throw new DiskNearlyFullException(usable, settings.reserveBytes());
            }
        }
    }

    /// {@return the packets a file can begin with, the leading track's first; none while there are not enough}
    ///
    /// @param patienceNanos how much picture may be held while promised sound is waited for
    private List<Packet> firsts(long patienceNanos) {
        Packet video = firstOf(MediaKind.VIDEO);
        Packet audio = firstOf(MediaKind.AUDIO);
        if (!settings.kinds().contains(MediaKind.VIDEO)) {
            return audio == null ? List.of() : List.of(audio);
        }
        if (video == null) {
            return List.of();
        }
        if (!settings.kinds().contains(MediaKind.AUDIO)) {
            return List.of(video);
        }
        boolean heard = held.stream().anyMatch(packet -> !packet.isVideo() && packet.ptsNanos() >= video.ptsNanos());
        if (!heard && held.getLast().dtsNanos() - video.dtsNanos() < patienceNanos) {
            return List.of();
        }
        return audio == null ? List.of(video) : List.of(video, warmingUp(video, audio));
    }

    /// {@return the first packet of the kind that a file can begin with}
    private @Nullable Packet firstOf(MediaKind kind) {
        for (Packet packet : held) {
            if (packet.kind() == kind && packet.keyFrame()) {
                return packet;
            }
        }
        return null;
    }

    /// {@return the last sound that begins before the picture is seen, by which the decoder is warm then; `first` if
    /// none does}
    private Packet warmingUp(Packet video, Packet first) {
        Packet last = first;
        for (Packet packet : held) {
            if (!packet.isVideo() && packet.ptsNanos() < video.ptsNanos()) {
                last = packet;
            }
        }
        return last;
    }

    private void begin(List<Packet> firsts) throws IOException {
        PartNames.Created target = created == null ? names.next() : created;
        created = null;
        path = target.path();
        part = Mp4Part.begin(target.file(), path, settings.fragment(), firsts);
        files.add(path);
        partSinceNanos = firsts.getFirst().dtsNanos();
        Packet sound = firsts.size() > 1 ? firsts.getLast() : null;
        boolean leaderBegan = false;
        boolean soundBegan = sound == null;
        for (Packet packet = held.pollFirst(); packet != null; packet = held.pollFirst()) {
            leaderBegan |= packet == firsts.getFirst();
            soundBegan |= packet == sound;
            boolean leads = packet.kind() == firsts.getFirst().kind();
            if (leads ? leaderBegan : soundBegan) {
                add(part, packet);
            } else {
                packet.close();
            }
        }
    }

    /// Before the first key frame only sound is of use, and only a little of it.
    private void trimPreRoll() {
        boolean hasKeyFrame = false;
        for (Packet packet : held) {
            hasKeyFrame |= packet.isVideo() && packet.keyFrame();
        }
        if (hasKeyFrame) {
            return;
        }
        long newest = held.getLast().dtsNanos();
        for (Iterator<Packet> packets = held.iterator(); packets.hasNext(); ) {
            Packet packet = packets.next();
            if (packet.isVideo() || newest - packet.dtsNanos() > PRE_ROLL_NANOS) {
                packet.close();
                packets.remove();
            }
        }
    }

    private void finishPart() throws IOException {
        Mp4Part ending = part;
        part = null;
        if (ending != null) {
            try {
                ending.finish();
            } finally {
                recordedBefore = recordedBefore.plus(ending.recorded());
                bytesBefore += ending.bytes();
            }
        }
    }

    /// Finishes the file, or deletes it if nothing came.
    void finish() throws IOException {
        if (part == null && !held.isEmpty()) {
            List<Packet> firsts = firsts(0);
            if (!firsts.isEmpty()) {
                begin(firsts);
            }
        }
        finishPart();
        release();
        finished = true;
    }

    /// Ends the file after something went wrong; what is in it stays playable.
    void abandon() {
        Mp4Part ending = part;
        part = null;
        if (ending != null) {
            ending.abandon();
            recordedBefore = recordedBefore.plus(ending.recorded());
            bytesBefore += ending.bytes();
        }
        try {
            release();
        } catch (IOException e) {
            LOG.warn("recording {}: the empty file could not be deleted: {}", path, e.getMessage());
        }
    }

    private void release() throws IOException {
        held.forEach(Packet::close);
        held.clear();
        if (created != null) {
            created.file().close();
            storage.delete(created.path());
            created = null;
        }
    }

    /// @param dropped packets that never came here
    RecordingState state(long dropped) {
        if (finished) {
            return new RecordingState.Finished(files, recordedBefore, bytesBefore, dropped);
        }
        if (part == null) {
            return new RecordingState.Waiting(path);
        }
        return new RecordingState.Recording(path, part.recorded(), part.bytes(), dropped);
    }

    RecordingState failed(StorageTrouble trouble) {
        return new RecordingState.Failed(files, recordedBefore, trouble.reason(), trouble.remedy());
    }
}
