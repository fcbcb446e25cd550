package io.rostrum.push.fmp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.rostrum.push.ForeignBytes;
import io.rostrum.push.packet.MediaKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The fragmented file that ffmpeg made of a FLV file (`foreign/README.md`), whose packets ffprobe lists.
class MovieReaderTest {
    private static final byte[] FFMPEGS = ForeignBytes.of("avc-aac-fragmented.mp4");

    @TempDir
    private Path folder;

    private Movie read(byte[] bytes, boolean samples) throws IOException {
        Path file = Files.write(folder.resolve("movie.mp4"), bytes);
        try (FileChannel channel = FileChannel.open(file)) {
            return MovieReader.read(channel, samples);
        }
    }

    private static List<Movie.PlacedSample> samples(Movie movie, MediaKind kind) {
        List<Movie.PlacedSample> samples = new ArrayList<>();
        for (Movie.Piece piece : movie.fragments()) {
            for (Movie.Run run : piece.runs()) {
                if (movie.track(run.trackId()).kind() == kind) {
                    samples.addAll(run.samples());
                }
            }
        }
        return samples;
    }

    @Test
    void findsEverySampleOfFfmpegsFile() throws Exception {
        Movie movie = read(FFMPEGS, true);
        List<String> packets = new String(
                        ForeignBytes.of("avc-aac.packets.csv"), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .toList();

        for (MediaKind kind : MediaKind.values()) {
            List<Integer> sizes = packets.stream()
                    .map(line -> line.split(",", -1))
                    .filter(fields -> fields[0].equals(kind == MediaKind.VIDEO ? "video" : "audio"))
                    .map(fields -> Integer.parseInt(fields[3]))
                    .toList();
            assertThat(samples(movie, kind))
                    .extracting(Movie.PlacedSample::bytes)
                    .hasSizeGreaterThan(25)
                    .isEqualTo(sizes);
        }
        assertThat(samples(movie, MediaKind.VIDEO))
                .extracting(Movie.PlacedSample::sync)
                .startsWith(true, false)
                .filteredOn(sync -> sync)
                .hasSize(2);
        assertThat(movie.leading().track().kind()).isEqualTo(MediaKind.VIDEO);
        assertThat(movie.durationMillis()).isBetween(950L, 1100L);
        assertThat(movie.fragments())
                .allSatisfy(piece ->
                        assertThat(piece.runs().getFirst().startsWithSync()).isTrue());
    }

    @Test
    void aFragmentReadAgainHasItsSamples() throws Exception {
        Movie whole = read(FFMPEGS, true);
        Movie movie = read(FFMPEGS, false);
        assertThat(samples(movie, MediaKind.VIDEO)).isEmpty();

        try (FileChannel channel = FileChannel.open(folder.resolve("movie.mp4"))) {
            for (int i = 0; i < movie.fragments().size(); i++) {
                assertThat(MovieReader.samples(channel, movie, movie.fragments().get(i)))
                        .isEqualTo(whole.fragments().get(i));
            }
        }
    }

    @Test
    void endsWithTheLastWholeFragmentWhereverTheFileWasCutOff() throws Exception {
        Movie whole = read(FFMPEGS, false);
        for (int length = (int) whole.headerBytes(); length < FFMPEGS.length; length += 131) {
            Movie cut = read(Arrays.copyOf(FFMPEGS, length), false);

            int end = length;
            assertThat(cut.fragments())
                    .as("cut at %d", length)
                    .isEqualTo(whole.fragments().stream()
                            .filter(piece -> piece.offset() + piece.bytes() <= end)
                            .toList());
            assertThat(cut.wholeBytes()).isLessThanOrEqualTo(length);
        }
    }

    /// A movie whose track tells of no sample entry: boxes of §8.2 to §8.5 with nothing in them.
    @Test
    void aTrackWithoutASampleEntryIsRefused() {
        byte[] stsd = box("stsd", new byte[8]);
        byte[] media = join(box("mdhd", new byte[24]), box("minf", box("stbl", stsd)));
        byte[] track = join(box("tkhd", new byte[84]), box("mdia", media));
        byte[] file = box("moov", box("trak", track));

        assertThatThrownBy(() -> read(file, false))
                .isInstanceOf(MovieFormatException.class)
                .hasMessageContaining("no sample entry");
    }

    private static byte[] box(String type, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .putInt(8 + content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
    }

    private static byte[] join(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }

    @Test
    void whatIsNoSuchFileIsRefused() {
        assertThatThrownBy(() -> read(ForeignBytes.of("avc-aac.flv"), false))
                .isInstanceOf(MovieFormatException.class)
                .hasMessageContaining("expected");
    }

    @FuzzTest(maxDuration = "10m")
    void anyBytesAreReadOrRefused(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("fuzz", ".mp4");
        try (FileChannel channel = FileChannel.open(Files.write(file, bytes))) {
            Movie movie = MovieReader.read(channel, true);
            assertThat(movie.wholeBytes()).isLessThanOrEqualTo(bytes.length);
        } catch (MovieFormatException e) {
            assertThat(e).hasMessageNotContaining("Exception");
        } finally {
            Files.delete(file);
        }
    }
}
