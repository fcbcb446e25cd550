package io.rostrum.studio.engine;

import io.rostrum.capture.encode.EncoderException;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.target.DelayedSink;
import io.rostrum.push.target.PushListener;
import io.rostrum.push.target.PushLoops;
import io.rostrum.push.target.PushSettings;
import io.rostrum.push.target.PushState;
import io.rostrum.push.target.PushTarget;
import io.rostrum.push.target.PushUrl;
import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// A destination while it is sent to from here: its place at an encoder, its delay and its target. Begun and ended on
/// the
/// engine's thread; any thread may look.
final class RunningDestination {
    /// Remembers what was given up before the first connection stood: that was never to be seen there.
    private static final class Beginning implements PushListener {
        private volatile long missed = -1;

        @Override
        public void stateChanged(PushState state) {
            if (missed < 0 && state instanceof PushState.Live live) {
                missed = live.droppedFrames();
            }
        }

        long since(long dropped) {
            return missed < 0 ? 0 : Math.max(0, dropped - missed);
        }
    }

    private final String address;
    private final EncoderPlan.Seat seat;
    private final PushTarget target;
    private final Optional<DelayedSink> delayed;
    private final Beginning beginning;

    private RunningDestination(
            String address,
            EncoderPlan.Seat seat,
            PushTarget target,
            Optional<DelayedSink> delayed,
            Beginning beginning) {
        this.address = address;
        this.seat = seat;
        this.target = target;
        this.delayed = delayed;
        this.beginning = beginning;
    }

    /// @param address with the key
    /// @param loops   borrowed, closed after this has ended
    /// @throws EncoderException         if an encoder of its own does not open
    /// @throws IOException              if its watermark's file cannot be used, in words for the user
    /// @throws IllegalArgumentException if a setting is wrong, in words for the user
    static RunningDestination begin(String address, DestinationSetting setting, EncoderPlan encoders, PushLoops loops)
            throws IOException {
        PushUrl url = PushUrl.parse(address);
        DeliverySetting delivery = setting.delivery();
        Optional<PushUrl> backup = delivery.backupOf(setting);
        EncoderPlan.Seat seat = encoders.seat(new EncoderPlan.Wish(
                setting.name(),
                delivery.own(),
                delivery.may(setting.id().equals(DestinationSetting.OWN_SERVER)),
                delivery.floor(),
                delivery.heard()));
        Beginning beginning = new Beginning();
        PushListener[] listeners =
                Stream.concat(Stream.of(seat.listeners()), Stream.of(beginning)).toArray(PushListener[]::new);
        PushTarget target = PushTarget.start(url, backup, PushSettings.DEFAULT, loops, listeners);
        Optional<DelayedSink> delayed = delivery.delay().map(delay -> new DelayedSink(target, delay, loops));
        RunningDestination begun = new RunningDestination(address, seat, target, delayed, beginning);
        seat.add(begun.entrance());
        return begun;
    }

    private PacketSink entrance() {
        return delayed.<PacketSink>map(sink -> sink).orElse(target);
    }

    /// {@return where it is sent, with the key}
    String address() {
        return address;
    }

    void retry() {
        target.restart();
    }

    /// Takes it off its encoder and says goodbye.
    ///
    /// @param whole whether what is delayed is still sent, in its time
    /// @return done when the connection is closed
    CompletableFuture<Void> end(boolean whole) {
        seat.leave(entrance());
        if (!whole) {
            delayed.ifPresent(DelayedSink::abandon);
        }
        return delayed.map(DelayedSink::end)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .thenCompose(_ -> target.stop());
    }

    /// {@return pictures given up since it was first live}
    long dropped() {
        return beginning.since(target.counters().droppedFrames());
    }

    /// {@return pictures given up because the connection is too slow}
    long tooSlow() {
        return target.counters().framesTooSlow();
    }

    boolean failed() {
        return target.state() instanceof PushState.Failed;
    }

    DestinationState state() {
        return switch (target.state()) {
            case PushState.Idle _ -> new DestinationState.Connecting(1);
            case PushState.Connecting(int attempt) -> new DestinationState.Connecting(attempt);
            case PushState.Live(var since, int bits, var queued, long lost) ->
                new DestinationState.Sending(since, bits, queued, beginning.since(lost));
            case PushState.Waiting(var retryAt, String why) -> new DestinationState.Waiting(retryAt, why);
            case PushState.Failed(String why, String whatToDo) -> new DestinationState.Refused(why, whatToDo);
        };
    }
}
