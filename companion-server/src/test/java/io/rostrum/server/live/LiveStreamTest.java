package io.rostrum.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.LeakGuard;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.live.Publication.End;
import io.rostrum.server.live.StreamStatus.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Who may publish a stream, what becomes of what they send, and when it ends.
@ExtendWith(LeakGuard.class)
class LiveStreamTest {
    private final OneStream one = new OneStream();
    private final OneStream.TestPublisher publisher = one.publisher;

    @AfterEach
    void close() {
        one.close();
    }

    /// AudioSpecificConfig of AAC-LC in stereo at 48 kHz, or at 44.1 kHz (ISO 14496-3 §1.6.2.1).
    private static MediaMessage soundHeader(boolean fast) {
        return MediaMessage.of(MediaMessage.Kind.AUDIO, 0, Messages.hex(fast ? "af 00 1190" : "af 00 1210"));
    }

    @Test
    void aHeaderThatSaysNothingNewIsNotPassedOn() {
        publisher.publish();
        publisher.sendHeaders();
        publisher.send(Messages.keyFrame(0));
        Watcher watcher = one.watch();
        assertThat(watcher.got()).isEqualTo("<mVAK");

        publisher.sendHeaders();
        publisher.send(Messages.interFrame(40));
        watcher.pass(25);
        assertThat(watcher.got()).isEqualTo("p");
    }

    @Test
    void aPublisherThatMakesViewersBeginAnewOverAndOverIsEnded() {
        publisher.publish();
        publisher.sendHeaders();
        publisher.send(Messages.keyFrame(0));
        Watcher watcher = one.watch();
        assertThat(watcher.got()).isEqualTo("<mVAK");

        for (int i = 0; i < 1_000 && publisher.publishes(); i++) {
            publisher.send(soundHeader(i % 2 == 0));
        }

        watcher.pass(25);
        assertThat(watcher.got()).hasSize(HeaderLimit.BURST).matches("A+");
        assertThat(publisher.told()).last().asString().startsWith("rejected: sequence headers: another one too often");
    }

    @Test
    void aPublisherMayChangeItsHeaderNowAndThenForEver() {
        publisher.publish();
        publisher.sendHeaders();
        for (int i = 0; i < 200; i++) {
            publisher.pass(HeaderLimit.EVERY_NANOS / 1_000_000);
            publisher.send(soundHeader(i % 2 == 0));
        }

        assertThat(publisher.told()).noneMatch(said -> said.startsWith("rejected"));
    }

    @Test
    void aPublisherWhoReturnsGoesOnWhereItStoodForTheSameViewers() {
        publisher.publish();
        publisher.sendHeaders();
        publisher.send(Messages.keyFrame(0));
        publisher.send(Messages.interFrame(40));
        Watcher watcher = one.watch();
        List<Long> times = new ArrayList<>();
        one.stream().addListener(message -> times.add(message.timestampMillis()));
        watcher.got();
        times.clear();

        publisher.end(End.LOST);
        watcher.pass(25);
        assertThat(watcher.told).containsExactly("interrupted");
        assertThat(one.stream().status().state()).isEqualTo(State.INTERRUPTED);
        publisher.pass(29_000);

        OneStream.TestPublisher back = one.publisher("back", Optional.empty());
        back.publish();
        back.sendHeaders();
        back.send(Messages.keyFrame(0));
        back.send(Messages.interFrame(40));
        watcher.pass(25);

        assertThat(watcher.got()).isEqualTo("mVAKp");
        assertThat(watcher.told).containsExactly("interrupted", "resumed");
        assertThat(times).containsExactly(40L, 40L, 40L, 73L, 113L);
        assertThat(one.stream().status().state()).isEqualTo(State.LIVE);
    }

    @Test
    void aStreamWhosePublisherDoesNotReturnEnds() {
        publisher.publish();
        publisher.sendHeaders();
        publisher.send(Messages.keyFrame(0));
        Watcher watcher = one.watch();
        publisher.end(End.LOST);
        publisher.pass(30_000);
        watcher.pass(25);

        assertThat(watcher.told).containsExactly("interrupted", "ended");
        assertThat(one.streams.find(OneStream.CAM)).isEmpty();
    }

    @Test
    void aPublisherWhoStopsIsWaitedForLess() {
        publisher.publish();
        publisher.end(End.STOPPED);
        publisher.pass(4_900);
        assertThat(one.streams.find(OneStream.CAM)).isPresent();
        publisher.pass(100);
        assertThat(one.streams.find(OneStream.CAM)).isEmpty();
    }

    @Test
    void aSecondPublisherIsRefusedWhileTheFirstSends() {
        publisher.publish();
        publisher.sendHeaders();
        OneStream.TestPublisher second = one.publisher("second", Optional.empty());
        second.publish();

        assertThat(second.told()).containsExactly("refused: This stream is being published already.");
        assertThat(publisher.told()).containsExactly("accepted");
        publisher.send(Messages.keyFrame(0));
        assertThat(one.watch().got()).isEqualTo("<mVAK");
    }

    @Test
    void aSilentPublisherIsReplaced() {
        publisher.publish();
        publisher.sendHeaders();
        publisher.pass(1_001);
        OneStream.TestPublisher second = one.publisher("second", Optional.empty());
        second.publish();

        assertThat(second.told()).containsExactly("accepted");
        assertThat(publisher.told())
                .containsExactly("accepted", "replaced: Another publisher took over: it had sent nothing for a while.");
    }

    @Test
    void aPublisherThatSendsNothingIsShownAsInterruptedUntilItSendsAgain() {
        publisher.publish();
        publisher.sendHeaders();
        publisher.send(Messages.keyFrame(0));
        publisher.pass(2_000);
        assertThat(one.stream().status().state()).isEqualTo(State.LIVE);
        publisher.pass(1_000);
        publisher.pass(1_000);
        assertThat(one.stream().status().state()).isEqualTo(State.INTERRUPTED);

        publisher.send(Messages.keyFrame(4_000));

        assertThat(one.stream().status().state()).isEqualTo(State.LIVE);
        assertThat(publisher.told()).containsExactly("accepted");
    }

    @Test
    void theSameDeviceReplacesItselfAtOnceAndAnotherDoesNot() {
        OneStream.TestPublisher device = one.publisher("device", Optional.of(new Secret("t1")));
        OneStream.TestPublisher other = one.publisher("other", Optional.of(new Secret("t2")));
        OneStream.TestPublisher again = one.publisher("again", Optional.of(new Secret("t1")));
        device.publish();
        other.publish();
        assertThat(other.told()).hasSize(1).first().asString().startsWith("refused");
        one.streams.publish(OneStream.CAM, again);
        device.run();
        again.run();
        device.run();
        assertThat(again.told()).containsExactly("accepted");
        assertThat(device.told()).last().asString().startsWith("replaced");
    }

    @Test
    void aCodecThatNoViewerPlaysIsRejectedByName() {
        publisher.publish();
        for (MediaMessage message : Messages.of("sorenson-mp3.flv")) {
            if (!publisher.publishes()) {
                message.close();
            } else {
                publisher.send(message);
            }
        }
        assertThat(publisher.told()).containsExactly("accepted", "rejected: audio codec: MP3 (expected: AAC or Opus)");
    }

    @Test
    void theStatusSaysWhatTheStreamIs() {
        publisher.publish();
        for (MediaMessage message : Messages.of("avc-aac.flv")) {
            publisher.send(message);
        }
        publisher.pass(1_000);

        StreamStatus status = one.stream().status();
        assertThat(status.video()).hasValue(new StreamStatus.Video("avc1.640009", 128, 96));
        assertThat(status.audio()).hasValue(new StreamStatus.Audio("mp4a.40.2", 48_000, 2));
        assertThat(status.bitsPerSecond()).isBetween(80_000L, 110_000L); // 13 kB in this second
        assertThat(status.warnings()).extracting(StreamWarning::name).containsExactly("BFrames");
        assertThat(publisher.told()).containsExactly("accepted", "Rostrum.Stream.BFrames");
    }

    @Test
    void metadataIsMadeWhereThePublisherSendsNone() {
        publisher.publish();
        for (MediaMessage message : Messages.of("avc-aac.flv")) {
            if (message.kind() == MediaMessage.Kind.DATA) {
                message.close();
            } else {
                publisher.send(message);
            }
        }
        assertThat(one.watch().got()).startsWith("<mVAK");
    }

    @Test
    void aListenerThatFailsIsTakenOffAndNobodyElseNotices() {
        publisher.publish();
        publisher.sendHeaders();
        List<MediaMessage.Kind> seen = new ArrayList<>();
        one.stream().addListener(_ -> {
            throw new IllegalStateException("on purpose");
        });
        one.stream().addListener(message -> seen.add(message.kind()));
        publisher.send(Messages.keyFrame(0));
        publisher.send(Messages.keyFrame(40));
        assertThat(seen).endsWith(MediaMessage.Kind.VIDEO, MediaMessage.Kind.VIDEO);
        assertThat(one.watch().got()).isEqualTo("<mVAK");
    }
}
