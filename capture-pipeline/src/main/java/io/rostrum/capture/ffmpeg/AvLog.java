package io.rostrum.capture.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_WARNING;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.setLogCallback;

import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.javacpp.BytePointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// FFmpeg's log lines, brought into ours: warnings and errors of its libraries, at most one line a second.
///
/// What comes within the same second is counted, and the count is told with the next line. FFmpeg calls from any of
/// its threads.
final class AvLog extends LogCallback {
    private static final Logger LOG = LoggerFactory.getLogger(AvLog.class);
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);
    /// One for the process, as FFmpeg has one log: it must outlive every native thread.
    private static final AvLog INSTANCE = new AvLog();

    private long quietUntilNanos = System.nanoTime();
    private int unsaid;

    /// Brings FFmpeg's log here. Any number of calls.
    static void install() {
        setLogCallback(INSTANCE);
        av_log_set_level(AV_LOG_WARNING);
    }

    @Override
    public void call(int level, BytePointer message) {
        if (level <= AV_LOG_WARNING) {
            say(level, message.getString().strip());
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
