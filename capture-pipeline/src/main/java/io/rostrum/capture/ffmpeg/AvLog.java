package io.rostrum.capture.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_WARNING;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.setLogCallback;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// FFmpeg's log lines, brought into ours: warnings and errors of its libraries, at most one line a second.
///
/// What comes within the same second is counted, and the count is told with the next line. Who expects trouble
/// can listen for it instead. FFmpeg calls from any of its threads.
final class AvLog extends LogCallback {
    private static final Logger LOG = LoggerFactory.getLogger(AvLog.class);
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);
    /// Where the lines of a thread go that listens.
    private static final ThreadLocal<@Nullable List<String>> EARS = new ThreadLocal<>();
    /// One for the process, as FFmpeg has one log: it must outlive every native thread.
    private static final AvLog INSTANCE = new AvLog();

    private long quietUntilNanos = System.nanoTime();
    private int unsaid;

    /// Brings FFmpeg's log here. Any number of calls.
    static void install() {
        setLogCallback(INSTANCE);
        av_log_set_level(AV_LOG_WARNING);
    }

    /// What is done while listening.
    @FunctionalInterface
    interface Listened<T, E extends Exception> {
        T run() throws E;
    }

    /// Runs `what` and takes its warnings and errors out of the log.
    ///
    /// @param heard gets the lines that FFmpeg says on this thread
    static <T, E extends Exception> T listen(List<String> heard, Listened<T, E> what) throws E {
        List<String> before = EARS.get();
        EARS.set(heard);
        try {
            return what.run();
        } finally {
            EARS.set(before);
        }
    }

    /// Says lines that were listened to and turned out to be of no use.
    static void repeat(List<String> heard) {
        heard.forEach(line -> INSTANCE.take(AV_LOG_WARNING, line));
    }

    @Override
    public void call(int level, BytePointer message) {
        if (level > AV_LOG_WARNING) {
            return;
        }
        take(level, message.getString().strip());
    }

    private void take(int level, String line) {
        List<String> heard = EARS.get();
        if (heard == null) {
            say(level, line);
        } else if (!line.isEmpty()) {
            heard.add(line);
        }
    }

    private synchronized void say(int level, String line) {
        long now = System.nanoTime();
        if (line.isEmpty()) {
            return;
        }
        if (now - quietUntilNanos < 0) {
            unsaid++;
            LOG.debug("{}", line);
            return;
        }
        String text = unsaid == 0 ? line : line + " (and " + unsaid + " lines before)";
        unsaid = 0;
        quietUntilNanos = now + QUIET_NANOS;
        if (level <= AV_LOG_ERROR) {
            LOG.warn("{}", text);
        } else {
            LOG.info("{}", text);
        }
    }
}
